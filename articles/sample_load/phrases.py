"""Parts of made-up sentences in three languages; every combination of one of each is a sentence.

None of them holds a character that HTML would have to escape.
"""

from typing import NamedTuple


class Phrases(NamedTuple):
    """Who, did, what, how; in the languages whose verb comes last, `order` says so."""

    who: list[str]
    did: list[str]
    what: list[str]
    how: list[str]
    order: str


def _listed(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split(",")]


ENGLISH = Phrases(
    who=_listed(
        """the city council, harbour engineers, the transport ministry, teachers, a team of geologists, the opera
        house, local farmers, the central bank, nurses at the regional hospital, the school board, beekeepers,
        the grid operator, a panel of judges, residents of the old town, the national library, shipbuilders, the
        weather service, students, the football federation, a group of economists, the fire brigade, the water
        authority, museum curators, pilots, the parliament's budget committee, bakers, climbers, the consumer
        agency, software developers, the post office, veterinary surgeons, the airport, tenants, the space
        agency, fishing crews, the film festival, glass makers, railway workers, the competition watchdog,
        orchard owners"""
    ),
    did=_listed(
        """approved, rejected, postponed, published, questioned, welcomed, reopened, measured, doubled, halved,
        tested, repaired, defended, withdrew, announced, presented, examined, financed, simplified, renamed,
        inherited, surveyed, photographed, audited, insured, translated, restored, suspended, extended,
        completed, abandoned, registered"""
    ),
    what=_listed(
        """a plan for new tram lines, the annual budget, a bridge over the river, the price of bread, a solar park,
        the results of the census, a rare orchestra score, two hundred flats, the ice rink, a contract for night
        buses, a map of the flooded valleys, the rules for short lets, an archive of letters, the salmon quota,
        a wind farm, the tunnel beneath the station, a vaccine trial, the list of protected trees, a satellite
        the size of a shoebox, the timetable of the ferries, an exhibition of clocks, the pension reform, a
        shipment of wheat, the old lighthouse, a court ruling on noise, the marathon route, a bacterium that
        eats plastic, the exam questions, a cargo of copper, the mobile phone mast, the winter fuel allowance, a
        loan of forty million, the mountain rescue service, a cheese, the register of companies, a telescope
        mirror, the design of the new coins, a software update, the wolf count, the heating network"""
    ),
    how=_listed(
        """after a debate that lasted until midnight, for the first time in eleven years, without naming a date, in
        front of several hundred people, despite warnings from insurers, at the request of the governor, with
        help from two universities, before the end of the season, under a new procedure, by a narrow majority,
        because demand had fallen, as temperatures rose above thirty degrees, on the advice of a retired
        engineer, in spite of the rain, at half of the expected cost, during a routine inspection, to the
        surprise of neighbours, following a complaint, with immediate effect, only weeks after the storm, in
        three of the five districts, once the ice had melted, as part of a pilot project, for reasons that were
        not explained"""
    ),
    order="{who} {did} {what} {how}.",
)

RUSSIAN = Phrases(
    who=_listed(
        """городские власти, инженеры порта, учителя, геологи, жители старого города, фермеры, врачи областной
        больницы, депутаты, пчеловоды, энергетики, судьи, студенты, экономисты, спасатели, хранители музея,
        лётчики, пекари, альпинисты, программисты, почтальоны, ветеринары, рыбаки, железнодорожники, садоводы,
        учёные, строители"""
    ),
    did=_listed(
        """одобрили, отклонили, отложили, опубликовали, обсудили, поддержали, проверили, измерили, отремонтировали,
        представили, изучили, упростили, застраховали, перевели, восстановили, приостановили, продлили,
        завершили"""
    ),
    what=_listed(
        """план новых трамвайных линий, годовой бюджет, мост через реку, цены на хлеб, солнечную станцию, итоги
        переписи, ноты забытой симфонии, двести квартир, ледовый дворец, договор о ночных автобусах, карту
        затопленных долин, правила краткосрочной аренды, архив писем, квоты на вылов рыбы, тоннель под вокзалом,
        испытания вакцины, список охраняемых деревьев, расписание паромов, выставку часов, поставку пшеницы,
        старый маяк, маршрут марафона, экзаменационные вопросы, груз меди, кредит в сорок миллионов, реестр
        компаний, тепловые сети"""
    ),
    how=_listed(
        """после долгих споров, впервые за одиннадцать лет, не называя сроков, на глазах у сотен людей, несмотря на
        предупреждения страховщиков, по просьбе губернатора, с помощью двух университетов, до конца сезона, по
        новым правилам, незначительным большинством голосов, из-за падения спроса, по совету инженера на пенсии,
        вопреки дождю, вдвое дешевле ожидаемого, во время плановой проверки, после жалобы соседей, через
        несколько недель после бури, в трёх районах из пяти, когда растаял лёд"""
    ),
    order="{who} {did} {what} {how}.",
)

KAZAKH = Phrases(
    who=_listed(
        """қала әкімдігі, порт инженерлері, мұғалімдер, геологтар, ескі қаланың тұрғындары, фермерлер, дәрігерлер,
        депутаттар, балшылар, энергетиктер, судьялар, студенттер, экономистер, құтқарушылар, мұражай
        қызметкерлері, ұшқыштар, наубайшылар, альпинистер, бағдарламашылар, малдәрігерлер, балықшылар,
        теміржолшылар, ғалымдар"""
    ),
    did=_listed(
        """мақұлдады, қабылдамады, кейінге қалдырды, жариялады, талқылады, қолдады, тексерді, өлшеді, жөндеді,
        таныстырды, зерттеді, оңайлатты, аударды, қалпына келтірді, тоқтатты, ұзартты, аяқтады"""
    ),
    what=_listed(
        """жаңа трамвай желілерінің жоспарын, жылдық бюджетті, өзен үстіндегі көпірді, нан бағасын, күн станциясын,
        санақ қорытындысын, ұмытылған симфония ноталарын, екі жүз пәтерді, мұз сарайын, түнгі автобус шартын, су
        басқан алқаптар картасын, қысқа мерзімді жалдау ережелерін, хаттар мұрағатын, балық аулау квотасын,
        вокзал астындағы тоннельді, вакцина сынағын, қорғалатын ағаштар тізімін, паром кестесін, сағаттар
        көрмесін, бидай жеткізілімін, ескі шамшырақты, марафон бағытын, емтихан сұрақтарын, қырық миллион
        несиені"""
    ),
    how=_listed(
        """ұзақ пікірталастан кейін, он бір жылда алғаш рет, мерзімін айтпай, жүздеген адамның көз алдында,
        сақтандырушылардың ескертуіне қарамастан, губернатордың өтініші бойынша, екі университеттің көмегімен,
        маусым соңына дейін, жаңа ережемен, аз ғана басымдықпен, сұраныс азайғандықтан, жаңбырға қарамай,
        күткеннен екі есе арзанға, жоспарлы тексеру кезінде, көршілердің шағымынан кейін, бес ауданның үшеуінде"""
    ),
    order="{who} {how} {what} {did}.",
)

PHRASES = {"en": ENGLISH, "ru": RUSSIAN, "kk": KAZAKH}
