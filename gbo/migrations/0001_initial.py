import django.db.models.deletion
import django.utils.timezone
import uuid
import vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agreements', '0001_initial'),
        ('directory', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GboAbsence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_on', models.DateField(verbose_name='nagevraagd op')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
            ],
            options={
                'verbose_name': 'geen GBO-overeenkomst',
                'verbose_name_plural': 'geen GBO-overeenkomst',
            },
        ),
        migrations.CreateModel(
            name='GboAgreement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('drawn_up_at_place', models.CharField(blank=True, max_length=100, verbose_name='opgemaakt te')),
                ('drawn_up_on', models.DateField(blank=True, null=True, verbose_name='opgemaakt op')),
                ('advice_asked_on', models.DateField(blank=True, null=True, verbose_name='advies gevraagd op')),
                ('advised_on', models.DateField(blank=True, null=True, verbose_name='advies gegeven op')),
                ('advised_by', models.CharField(blank=True, max_length=120, verbose_name='naam van de DPO van het CAW')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='bekendgemaakt op')),
                ('publication_url', models.URLField(blank=True, max_length=300, verbose_name='webadres van de bekendmaking')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geregistreerd op')),
            ],
            options={
                'verbose_name': 'GBO-overeenkomst',
                'verbose_name_plural': 'GBO-overeenkomsten',
                'constraints': [models.CheckConstraint(condition=models.Q(('advised_on__gte', models.F('advice_asked_on'))), name='gbo_advice_comes_after_the_question', violation_error_message='Het advies ligt voor de vraag. Pas één van beide datums aan.'), models.CheckConstraint(condition=models.Q(models.Q(('publication_url', ''), ('published_on__isnull', True)), models.Q(('published_on__isnull', False), models.Q(('publication_url', ''), _negated=True)), _connector='OR'), name='gbo_publication_says_when_and_where', violation_error_message='Vul bij de bekendmaking zowel de datum als het webadres in.')],
            },
        ),
        migrations.CreateModel(
            name='GboFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('agreement', 'ondertekende samenwerkingsovereenkomst'), ('protocol', 'ondertekend protocol'), ('advice_agency', 'advies van de DPO van Opgroeien'), ('advice_partner', 'advies van de DPO van de partner'), ('council', 'raadsbesluit'), ('notice', 'opzeggingsbrief'), ('posting_proof', 'bewijs van een aangetekende zending'), ('proof', 'bewijs van de beveiliging'), ('processors', 'overzicht van verwerkers'), ('processor_contract', 'ondertekende verwerkersovereenkomst'), ('minutes', 'verslag van de evaluatie'), ('gbo', 'ondertekende GBO-overeenkomst'), ('gbo_advice', 'advies van de DPO van het CAW')], max_length=20, verbose_name='soort')),
                ('content', vault.fields.SealedBytesField(null=True, verbose_name='inhoud')),
                ('size', models.PositiveIntegerField(verbose_name='grootte in bytes')),
                ('uploaded_at', models.DateTimeField(verbose_name='opgeladen op')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='weggehaald op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='gbo.gboagreement', verbose_name='GBO-overeenkomst')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bestand',
                'verbose_name_plural': 'bestanden',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GboParty',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('caw', 'CAW'), ('ocmw', 'OCMW'), ('dmw', 'DMW')], max_length=10, verbose_name='soort')),
                ('signatory_name', models.CharField(blank=True, max_length=120, verbose_name='naam van de ondertekenaar')),
                ('signatory_function', models.CharField(blank=True, max_length=120, verbose_name='functie van de ondertekenaar')),
                ('second_signatory_name', models.CharField(blank=True, max_length=120, verbose_name='naam van de tweede ondertekenaar')),
                ('second_signatory_function', models.CharField(blank=True, max_length=120, verbose_name='functie van de tweede ondertekenaar')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='ondertekend op')),
                ('dpo_name', models.CharField(blank=True, max_length=120, verbose_name='naam van de DPO')),
                ('dpo_email', models.CharField(blank=True, max_length=254, verbose_name='e-mailadres van de DPO')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='gbo.gboagreement')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
            ],
            options={
                'verbose_name': 'kernactor',
                'verbose_name_plural': 'kernactoren',
            },
        ),
        migrations.CreateModel(
            name='GboNotPrinted',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=60, verbose_name='gegeven')),
                ('said_at', models.DateTimeField(verbose_name='gezegd op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='not_printed', to='gbo.gboagreement')),
                ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='not_printed', to='gbo.gboparty')),
            ],
            options={
                'verbose_name': 'gegeven dat niet op het papier staat',
                'verbose_name_plural': 'gegevens die niet op het papier staan',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GboNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('agreement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='notice', to='gbo.gboagreement')),
                ('by_party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gbo.gboparty')),
            ],
            options={
                'verbose_name': 'opzegging',
                'verbose_name_plural': 'opzeggingen',
            },
        ),
        migrations.CreateModel(
            name='GboMailbox',
            fields=[
                ('mailbox', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='agreements.mailbox')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mailbox_links', to='gbo.gboparty')),
            ],
            options={
                'verbose_name': 'mailbox van een kernactor',
                'verbose_name_plural': 'mailboxen van kernactoren',
            },
        ),
        migrations.CreateModel(
            name='GboLetter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sent_on', models.DateField(verbose_name='verstuurd op')),
                ('number', models.CharField(max_length=100, verbose_name='nummer van de aangetekende brief')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='gbo.gbonotice')),
                ('to_party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gbo.gboparty')),
            ],
            options={
                'verbose_name': 'aangetekende brief',
                'verbose_name_plural': 'aangetekende brieven',
            },
        ),
        migrations.CreateModel(
            name='GboStop',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('on', models.DateField(help_text='Of the notice or of the end; the first, or last, day of a suspension.', verbose_name='dag')),
                ('until_on', models.DateField(null=True, verbose_name='tot en met')),
                ('reason', models.CharField(blank=True, choices=[('not_complied', 'de afspraken worden niet nageleefd'), ('security', 'de beveiliging is niet in orde'), ('breach', 'er is een gegevenslek'), ('consultation', 'de partijen overleggen')], max_length=30, verbose_name='reden')),
                ('last_sending_on', models.DateField(help_text='As told in the letter.', null=True, verbose_name='laatste dag van doorgeven')),
                ('suspension_id', models.UUIDField(help_text='Which suspension; its row is gone when it was taken back.', null=True)),
                ('undo', models.JSONField(default=dict)),
                ('recorded_at', models.DateTimeField(verbose_name='genoteerd op')),
                ('taken_back_at', models.DateTimeField(null=True, verbose_name='teruggenomen op')),
                ('kind', models.CharField(choices=[('notice', 'opzegging van de GBO-overeenkomst'), ('suspension', 'opschorting van het doorgeven aan GBO-partners'), ('suspension_ended', 'einde van de opschorting bij het GBO'), ('stopped', 'stopzetting van het doorgeven aan GBO-partners')], max_length=20, verbose_name='soort')),
                ('against_party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gbo.gboparty')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='gbo.gboagreement')),
                ('by_party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gbo.gboparty')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'stop',
                'verbose_name_plural': 'stops',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GboStopLetter',
            fields=[
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='%(class)s', serialize=False, to='agreements.message')),
                ('takes_back', models.BooleanField(default=False, verbose_name='zegt dat het niet geldt')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gbo.gboparty')),
                ('scan', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gbo.gbofile', verbose_name='scan van het bewijs')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='gbo.gbostop')),
            ],
            options={
                'verbose_name': 'brief over een stop',
                'verbose_name_plural': 'brieven over stops',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GboSuspension',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_on', models.DateField(verbose_name='opgeschort vanaf')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='opgeschort tot en met')),
                ('reason', models.CharField(choices=[('not_complied', 'de afspraken worden niet nageleefd'), ('security', 'de beveiliging is niet in orde'), ('breach', 'er is een gegevenslek'), ('consultation', 'de partijen overleggen')], max_length=30, verbose_name='reden')),
                ('notified_on', models.DateField(blank=True, null=True, verbose_name='kennisgeving op')),
                ('notification_proof', models.CharField(blank=True, max_length=100, verbose_name='bewijs van de kennisgeving')),
                ('stopped_on', models.DateField(blank=True, null=True, verbose_name='stopgezet vanaf')),
                ('against_party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gbo.gboparty')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='gbo.gboagreement')),
                ('by_party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gbo.gboparty')),
            ],
            options={
                'verbose_name': 'opschorting',
                'verbose_name_plural': 'opschortingen',
                'ordering': ['-from_on'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='gbofile',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='gbofile_is_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='gbofile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('content__isnull', True), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='gbofile_is_there_or_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='gboparty',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['caw', 'ocmw', 'dmw'])), name='gbo_party_is_a_core_actor', violation_error_message='Kies een CAW, een OCMW of een DMW.'),
        ),
        migrations.AddConstraint(
            model_name='gboparty',
            constraint=models.UniqueConstraint(fields=('agreement', 'organisation'), name='gbo_party_once', violation_error_message='Deze organisatie is al partij bij deze GBO-overeenkomst.'),
        ),
        migrations.AddConstraint(
            model_name='gboparty',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'caw')), fields=('agreement',), name='gbo_agreement_has_one_caw', violation_error_message='Een GBO-overeenkomst heeft één CAW.'),
        ),
        migrations.AddConstraint(
            model_name='gboparty',
            constraint=models.CheckConstraint(condition=models.Q(('signed_on__isnull', True), models.Q(('signatory_name', ''), _negated=True), _connector='OR'), name='gbo_signature_says_by_whom', violation_error_message='Vul bij de handtekening ook de naam in.'),
        ),
        migrations.AddConstraint(
            model_name='gboparty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('second_signatory_function', ''), ('second_signatory_name', '')), models.Q(('signatory_name', ''), _negated=True), _connector='OR'), name='gbo_second_signatory_comes_after_the_first', violation_error_message='Vul eerst de eerste ondertekenaar in.'),
        ),
        migrations.AddConstraint(
            model_name='gbonotprinted',
            constraint=models.UniqueConstraint(fields=('agreement', 'party', 'key'), name='a_gbo_fact_is_once_not_printed', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='gboletter',
            constraint=models.UniqueConstraint(fields=('notice', 'to_party'), name='one_gbo_letter_per_party'),
        ),
        migrations.AddConstraint(
            model_name='gboletter',
            constraint=models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='gbo_letter_has_a_number'),
        ),
        migrations.AddIndex(
            model_name='gbostop',
            index=models.Index(fields=['agreement', '-recorded_at'], name='stops_of_gbo_agreement'),
        ),
        migrations.AddConstraint(
            model_name='gbostop',
            constraint=models.CheckConstraint(condition=models.Q(('taken_back_at__gte', models.F('recorded_at'))), name='gbostop_taken_back_after'),
        ),
        migrations.AddConstraint(
            model_name='gbostop',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('against_party__isnull', True), ('kind', 'notice'), ('suspension_id__isnull', True)), models.Q(models.Q(('kind', 'notice'), _negated=True), ('against_party__isnull', False), ('suspension_id__isnull', False)), _connector='OR'), name='gbo_stop_says_of_which_suspension'),
        ),
        migrations.AddConstraint(
            model_name='gbosuspension',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='gbosuspension_ends_after_its_start', violation_error_message='De laatste dag ligt voor de eerste dag. Pas één van beide aan.'),
        ),
        migrations.AddConstraint(
            model_name='gbosuspension',
            constraint=models.CheckConstraint(condition=models.Q(('by_party', models.F('against_party')), _negated=True), name='gbo_suspension_is_against_another', violation_error_message='Een kernactor schort op omdat een andere de afspraken niet naleeft.'),
        ),
        migrations.AddConstraint(
            model_name='gbosuspension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('notification_proof', ''), ('notified_on__isnull', True), ('stopped_on__isnull', True)), models.Q(('notified_on__gte', models.F('from_on')), ('stopped_on__gt', models.F('until_on')), ('stopped_on__gte', models.F('notified_on')), ('notified_on__isnull', False), ('stopped_on__isnull', False), ('until_on__isnull', False), models.Q(('notification_proof', ''), _negated=True)), _connector='OR'), name='gbo_stop_comes_after_suspension_and_notification', violation_error_message='Stopzetten kan pas na een opschorting en na een kennisgeving.'),
        ),
    ]
