"""Words that say nothing about what an article is about, in English, Russian and Kazakh.

Beside the grammar these are the words that every news text has: said, reports, year, week days.
They are written as `articles.stems.fold` leaves them.
"""

from typing import Final

_ENGLISH: Final = """
a about above according across after again against ago all almost along already also although
always am amid among an and another any are around as ask asked at away back be became because been
before began behind being below best better between both but by call called came can cannot come
comes could day days did do does doing done down due during each early earlier either end even ever
every few first five following for former four from further gave get gets give given go going good
got had half has have having he her here herself him himself his how however i if in including
indeed into is it its itself just keep kept know known last late later latest least left less like
likely long made make makes making many may me meanwhile might million billion month months more
morning most much must my near nearly need never new news next nine no nor not nothing now of off
often old on once one only onto or other others our out over own part people per percent put quite
rather recent recently report reported reportedly reporting reports right said same saw say saying
says second see seek seeks seen set seven several shall she should show shows since six small so
some something soon still such ten take taken takes tell than that the their them themselves then
there these they thing things third this those though three through thus time times to today
together told tomorrow too took toward towards two under until up upon us use used using very via
want was way we week weeks well went were what when where whether which while who whole whom whose
why will with within without would year years yesterday yet you your claims claim claimed confirms
confirmed monday tuesday wednesday thursday friday saturday sunday january february march april
june july august september october november december
"""
_RUSSIAN: Final = """
а без более больше большой будем будет будут бы был была были было быть в вам вас ваш ведь весь
вместе во вот впервые время все всего всей всем всеми всех всю вы где год года году годов годы да
даже два две двух для дней день дня до доме другие других другой его ее ей ему если есть еще ею же
за здесь и из или им ими иметь имеет имеют их й к каждый как какая какие какой ко когда конечно
которая которого которое которой котором которую которые который которых кто куда лет лишь ли либо
лучше между меня мне много может можно мой мы на над надо назад наиболее нам нас наш не него нее
ней некоторые некоторых нельзя нем нему несколько нет ни нибудь никогда ним ними них ничего но
новый новая новое новые новых новости ну о об один одна однако одно одной одном он она они оно
опять от отметил отметила отметили очень перед по под после потом потому почти при про против
процентов процента раз рассказал рассказала рассказали с сам сама сами само самый самая свое своего
своей своем свои своих свой свою себе себя сегодня сейчас сказал сказала сказали снова со сообщает
сообщают сообщил сообщила сообщили сообщению стал стала стали стало так также такая такие таких
такой там те тем теперь то тогда того тоже той только том тому тот три тут ты тысяч тысячи тыс млн
млрд у уже утра хоть хотя чего чей чем через что чтобы чуть эта эти этим этих это этого этой этом
этому этот эту я является являются данным данные словам слова ранее заявил заявила заявили
заявлению недели неделю месяц месяца месяцев часов пока около понедельник вторник среду среда
четверг пятницу пятница субботу суббота воскресенье января февраля марта апреля мая июня июля
августа сентября октября ноября декабря
"""
_KAZAKH: Final = """
ал алайда алгаш алдында арасында аркылы ары арналган ба бар барлык бас баска басталды бе бери берди
беред берген бир бирге бирак бирде биринши биз бизде бизди бизге болады болатын болган болды болса
болып болуы боп бойы бойынша бугин булар бул бурын бурынгы гана дейди деген дейин деп да дан де ден
еди екен еки екинши ен енди ет етти етип етеди еткен жана жане жатыр жаткан жок жыл жылы жылдын
жылдан жылгы женинде жонинде каз кай казир калай кандай карай керек кеин кейин кез кезде кезинде
ким кол коп коптеген кун куни куннин ма мен менин миллион миллиард мын мыналар мынадай не немесе
нын олар олардын ол оган онда онын оны осы осындай осыган оз ози озинин озге пайыз сайын сен сиз
сиякты сол сондай сондыктан сон сонгы соны тагы тек туралы тиис уш ушин уакыт уакытта шейин шыгар
хабар хабарлады хабарлайды хабарланды хабарлауынша айтты айтуынша айтады малим малимдеди
малимдеуинше жатты отыр отырган келе келген келеди кери артык аса ете дуйсенби сейсенби сарсенби
бейсенби жума сенби жексенби кантар акпан наурыз сауир мамыр маусым шилде тамыз кыркуйек казан
караша желтоксан
"""

STOP_WORDS: Final = frozenset(f"{_ENGLISH} {_RUSSIAN} {_KAZAKH}".split())
