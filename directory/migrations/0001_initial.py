import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.math
import django.db.models.functions.text
import django.db.models.lookups
import uuid
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        BtreeGistExtension(),  # lets `territory_never_overlaps` compare ids beside periods
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('nis', models.CharField(max_length=5, primary_key=True, serialize=False, verbose_name='NIS-code')),
                ('name', models.CharField(max_length=60, verbose_name='naam')),
                ('name_fr', models.CharField(max_length=60, verbose_name='Franse naam')),
                ('region', models.CharField(choices=[('VLG', 'Vlaanderen'), ('BRU', 'Brussel'), ('WAL', 'Wallonië')], max_length=3, verbose_name='gewest')),
                ('province', models.CharField(blank=True, max_length=40, verbose_name='provincie')),
            ],
            options={
                'verbose_name': 'gemeente',
                'verbose_name_plural': 'gemeenten',
                'constraints': [models.CheckConstraint(condition=models.Q(('nis__regex', '^[0-9]{5}$')), name='municipality_nis_is_five_digits', violation_error_message='Een NIS-code telt vijf cijfers, bijvoorbeeld 13049.'), models.CheckConstraint(condition=models.Q(('region__in', ['VLG', 'BRU', 'WAL'])), name='municipality_region_exists', violation_error_message='Kies een gewest: VLG, BRU of WAL.')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('agency', 'agentschap'), ('local_team', 'lokaal team'), ('ocmw', 'OCMW'), ('caw', 'CAW'), ('dmw', 'DMW')], max_length=10, verbose_name='soort')),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('enterprise_number', models.CharField(blank=True, max_length=10, verbose_name='ondernemingsnummer (KBO)')),
                ('street', models.CharField(max_length=120, verbose_name='straat en huisnummer')),
                ('postal_code', models.CharField(max_length=4, verbose_name='postcode')),
                ('municipality_name', models.CharField(max_length=60, verbose_name='gemeente')),
                ('correspondence_street', models.CharField(blank=True, max_length=120, verbose_name='straat en huisnummer')),
                ('correspondence_postal_code', models.CharField(blank=True, max_length=4, verbose_name='postcode')),
                ('correspondence_municipality_name', models.CharField(blank=True, max_length=60, verbose_name='gemeente')),
                ('phone', models.CharField(blank=True, max_length=16, verbose_name='algemeen telefoonnummer')),
                ('email', models.CharField(blank=True, max_length=254, verbose_name='algemeen e-mailadres')),
                ('is_active', models.BooleanField(default=True, verbose_name='actief')),
            ],
            options={
                'verbose_name': 'organisatie',
                'verbose_name_plural': 'organisaties',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['agency', 'local_team', 'ocmw', 'caw', 'dmw'])), name='organisation_kind_exists', violation_error_message='Kies een soort organisatie.'), models.CheckConstraint(condition=models.Q(models.Case(models.When(enterprise_number='', then=models.Value(True)), models.When(enterprise_number__regex='^[01][0-9]{9}$', then=django.db.models.lookups.Exact(django.db.models.functions.comparison.Cast(django.db.models.functions.text.Substr('enterprise_number', 9, 2), models.IntegerField()), django.db.models.expressions.CombinedExpression(models.Value(97), '-', django.db.models.functions.math.Mod(django.db.models.functions.comparison.Cast(django.db.models.functions.text.Substr('enterprise_number', 1, 8), models.IntegerField()), models.Value(97))))), default=models.Value(False), output_field=models.BooleanField())), name='organisation_enterprise_number_is_valid', violation_error_message='Dit ondernemingsnummer klopt niet. Kijk het na, bijvoorbeeld 0886.886.638.'), models.CheckConstraint(condition=models.Q(('kind', 'local_team'), models.Q(('enterprise_number', ''), _negated=True), _connector='OR'), name='organisation_has_enterprise_number', violation_error_message='Vul het ondernemingsnummer in. Alleen een lokaal team heeft er geen.'), models.UniqueConstraint(condition=models.Q(models.Q(('enterprise_number', ''), _negated=True), models.Q(('kind', 'dmw'), _negated=True)), fields=('enterprise_number',), name='organisation_enterprise_number_once', violation_error_code='unique', violation_error_message='Dit ondernemingsnummer staat al bij een andere organisatie.'), models.UniqueConstraint(django.db.models.functions.text.Lower('name'), models.F('kind'), condition=models.Q(('is_active', True)), name='organisation_name_once_per_kind', violation_error_message='Er is al een organisatie van deze soort met deze naam. Zoek die eerst op.'), models.CheckConstraint(condition=models.Q(models.Q(('correspondence_municipality_name', ''), ('correspondence_postal_code', ''), ('correspondence_street', '')), models.Q(models.Q(('correspondence_street', ''), _negated=True), models.Q(('correspondence_postal_code', ''), _negated=True), models.Q(('correspondence_municipality_name', ''), _negated=True)), _connector='OR'), name='organisation_correspondence_address_is_whole', violation_error_message='Vul straat, postcode en gemeente van het briefadres in, of geen van de drie.')],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('is_active', models.BooleanField(verbose_name='actief')),
                ('known_at', models.DateTimeField(verbose_name='bekend sinds')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
            ],
            options={
                'verbose_name': 'in gebruik of niet',
                'verbose_name_plural': 'in gebruik of niet',
            },
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='naam')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='directory.municipality')),
            ],
            options={
                'verbose_name': 'andere naam',
                'verbose_name_plural': 'andere namen',
                'constraints': [models.UniqueConstraint(fields=('name', 'municipality'), name='alias_once_per_municipality', violation_error_message='Deze gemeente heeft deze naam al.')],
            },
        ),
        migrations.CreateModel(
            name='PostalCode',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=4, verbose_name='postcode')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postal_codes', to='directory.municipality')),
            ],
            options={
                'verbose_name': 'postcode',
                'verbose_name_plural': 'postcodes',
                'constraints': [models.UniqueConstraint(fields=('code', 'municipality'), name='postal_code_once_per_municipality', violation_error_message='Deze gemeente heeft deze postcode al.')],
            },
        ),
        migrations.CreateModel(
            name='Territory',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField(verbose_name='vanaf')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='tot en met')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='directory.municipality', verbose_name='gemeente')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='directory.organisation', verbose_name='organisatie')),
            ],
            options={
                'verbose_name': 'werkgebied',
                'verbose_name_plural': 'werkgebieden',
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='territory_ends_after_it_begins', violation_error_message='De laatste dag ligt voor de eerste dag. Kies een latere laatste dag.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('organisation', '='), ('municipality', '='), (models.Func('from_on', 'until_on', models.Value('[]'), function='DATERANGE', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='territory_never_overlaps', violation_error_message='Deze gemeente hoort dan al bij het werkgebied. Kies andere dagen.')],
            },
        ),
        migrations.CreateModel(
            name='TerritoryChange',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('territory_key', models.UUIDField()),
                ('from_on', models.DateField(verbose_name='vanaf')),
                ('until_on', models.DateField(null=True, verbose_name='tot en met')),
                ('is_removed', models.BooleanField(default=False, verbose_name='weggehaald')),
                ('known_at', models.DateTimeField(verbose_name='bekend sinds')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.municipality')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
            ],
            options={
                'verbose_name': 'wijziging van een werkgebied',
                'verbose_name_plural': 'wijzigingen van werkgebieden',
                'indexes': [models.Index(fields=['municipality'], name='territory_change_place')],
            },
        ),
    ]
