"""What the yardstick answers: the same keys as Standfirst's, written by serializers."""

from rest_framework import serializers

from bench.plain_drf.news.models import (
    Article,
    Citation,
    Contributor,
    Correction,
    Credit,
    Image,
    Tag,
)


class DisclosureSerializer(serializers.ModelSerializer):
    """How an image was made."""

    label = serializers.CharField(source="ai_label")

    class Meta:
        model = Image
        fields = [
            "is_ai", "digital_source_type", "label", "ai_system", "is_illustrative", "is_confirmed",
        ]  # fmt: skip


class ImageSerializer(serializers.ModelSerializer):
    """A picture with its caption and its AI disclosure; `src` is absolute."""

    src = serializers.FileField(source="file")
    focal_point = serializers.SerializerMethodField()
    disclosure = DisclosureSerializer(source="*")

    class Meta:
        model = Image
        fields = [
            "id", "alt", "is_decorative", "alt_origin", "caption", "credit", "caption_line", "creator", "copyright",
            "width", "height", "focal_point", "thumbhash", "dominant_color", "src", "disclosure", "determined_by",
        ]  # fmt: skip

    def get_focal_point(self, image: Image) -> dict[str, float]:
        return {"x": image.focal_x, "y": image.focal_y}


class PortraitSerializer(serializers.ModelSerializer):
    """A contributor's small picture."""

    src = serializers.FileField(source="file")
    disclosure = DisclosureSerializer(source="*")

    class Meta:
        model = Image
        fields = ["alt", "src", "width", "height", "disclosure"]


class TagSerializer(serializers.ModelSerializer):
    """A tag with the address of its page."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = Tag
        fields = ["id", "kind", "slug", "name", "url"]

    def get_url(self, tag: Tag) -> str:
        return self.context["request"].build_absolute_uri(f"/tags/{tag.slug}/")


class ContributorSerializer(serializers.ModelSerializer):
    """Somebody who writes, with a portrait."""

    image = PortraitSerializer()

    class Meta:
        model = Contributor
        fields = ["id", "slug", "name", "image"]


class CreditSerializer(serializers.ModelSerializer):
    """A name in the byline."""

    contributor = ContributorSerializer()

    class Meta:
        model = Credit
        fields = ["role", "contributor"]


class TranslationSerializer(serializers.ModelSerializer):
    """The same article in another language."""

    class Meta:
        model = Article
        fields = ["id", "language", "slug", "headline"]


class HeadlineSerializer(serializers.ModelSerializer):
    """Everything that a list page shows of an article."""

    url = serializers.SerializerMethodField()
    contributors = CreditSerializer(source="credits", many=True)
    section = TagSerializer()
    tags = TagSerializer(many=True)
    translations = serializers.SerializerMethodField()
    lead_image = ImageSerializer()
    has_body = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = [
            "id", "kind", "slug", "url", "headline", "list_headline", "kicker", "standfirst", "byline", "contributors",
            "section", "tags", "language", "urgency", "ai_use", "published_at", "first_published_at", "updated_at",
            "has_body", "word_count", "reading_minutes", "translations", "lead_image",
        ]  # fmt: skip

    def get_url(self, article: Article) -> str:
        return self.context["request"].build_absolute_uri(f"/articles/{article.slug}/")

    def get_has_body(self, article: Article) -> bool:
        return article.word_count > 0

    def get_translations(self, article: Article) -> list:
        if article.translation_group is None:
            return []
        others = [one for one in article.translation_group.articles.all() if one.pk != article.pk]
        return TranslationSerializer(others, many=True).data


class CitationSerializer(serializers.ModelSerializer):
    """What the article takes from a source."""

    name = serializers.CharField(source="source.name")
    slug = serializers.CharField(source="source.slug")
    kind = serializers.CharField(source="source.kind")
    homepage = serializers.CharField(source="source.homepage")

    class Meta:
        model = Citation
        fields = [
            "id", "name", "slug", "kind", "homepage", "role", "url", "title", "published_at", "accessed_at",
        ]  # fmt: skip


class CorrectionSerializer(serializers.ModelSerializer):
    """A note that is public with the article."""

    class Meta:
        model = Correction
        fields = ["kind", "text", "at"]


class ArticleSerializer(HeadlineSerializer):
    """A whole article page."""

    sources = CitationSerializer(source="citations", many=True)
    images = ImageSerializer(many=True)
    corrections = CorrectionSerializer(many=True)

    class Meta(HeadlineSerializer.Meta):
        fields = [
            *HeadlineSerializer.Meta.fields,
            "sources", "images", "body", "edition", "corrections", "seo_title", "seo_description",
        ]  # fmt: skip
