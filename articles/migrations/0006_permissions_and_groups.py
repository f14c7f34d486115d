"""Permissions to see working copies, and groups that hold what each part of a newsroom needs."""

from django.db import migrations

# Permissions are usually made after all migrations; the groups need theirs now.
NAMES = {
    'publish_article': 'Can publish and withdraw articles',
    'view_section_articles': 'Can see all articles of their sections',
    'view_every_article': 'Can see every article',
    'view_killed_article': 'Can see articles that were killed',
    'override_disclosure': 'Can say that an image is not AI although its file says so',
}
AUTHORS = (
    'articles.article add change delete view', 'articles.source add change view', 'articles.tag view',
    'articles.schedule view', 'articles.proposal view change', 'media.image add change view',
)
SECTION_EDITORS = (
    *AUTHORS, 'articles.article publish_article view_section_articles', 'articles.tag add change',
    'articles.schedule change delete',
)
PUBLISHERS = (
    *SECTION_EDITORS, 'articles.article view_every_article', 'articles.tag delete', 'articles.source delete',
    'articles.newsroom change view', 'media.image delete override_disclosure', 'changes.change view',
)
ADMINISTRATORS = (
    *PUBLISHERS, 'articles.article view_killed_article', 'access.user add change delete view',
    'access.apikey add change view', 'access.auditline view', 'auth.group add change delete view',
)
GROUPS = {
    'Authors': AUTHORS, 'Section editors': SECTION_EDITORS, 'Publishers': PUBLISHERS,
    'Administrators': ADMINISTRATORS,
}


def permissions_for(apps, lines):
    content_types = apps.get_model('contenttypes', 'ContentType').objects
    permissions = apps.get_model('auth', 'Permission').objects
    for line in lines:
        model_name, *actions = line.split()
        app_label, model = model_name.split('.')
        content_type, _ = content_types.get_or_create(app_label=app_label, model=model)
        for action in actions:
            verbose = apps.get_model(app_label, model)._meta.verbose_name
            codename = action if action in NAMES else f'{action}_{model}'
            name = NAMES.get(action, f'Can {action} {verbose}')
            yield permissions.get_or_create(
                content_type=content_type, codename=codename, defaults={'name': name}
            )[0]


def make_groups(apps, schema_editor):
    groups = apps.get_model('auth', 'Group').objects
    for name, lines in GROUPS.items():
        group, is_new = groups.get_or_create(name=name)
        if is_new:
            group.permissions.set(permissions_for(apps, lines))


def keep_sight(apps, schema_editor):
    """Let whoever saw every article until now go on seeing it."""
    [sees_all] = permissions_for(apps, ['articles.article view_every_article'])
    seeing = {'permissions__codename__in': ['view_article', 'change_article']}
    for group in apps.get_model('auth', 'Group').objects.filter(**seeing).distinct():
        group.permissions.add(sees_all)
    direct = {f'user_{lookup}': value for lookup, value in seeing.items()}
    for user in apps.get_model('access', 'User').objects.filter(**direct).distinct():
        user.user_permissions.add(sees_all)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_pushes'),
        ('access', '0003_user_sections'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('changes', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('media', '0003_intake'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': ['-saved_at'], 'permissions': [('publish_article', 'Can publish and withdraw articles'), ('view_section_articles', 'Can see all articles of their sections'), ('view_every_article', 'Can see every article'), ('view_killed_article', 'Can see articles that were killed')]},
        ),
        migrations.RunPython(keep_sight, migrations.RunPython.noop),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
