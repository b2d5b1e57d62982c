import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import uuid
import vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agreements', '0001_initial'),
        ('directory', '0001_initial'),
        ('outbox', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BreachLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                ('token_digest', models.BinaryField(unique=True)),
                ('token', vault.fields.SealedTextField(null=True, verbose_name='sleutel van de link')),
                ('sent_at', models.DateTimeField(verbose_name='verstuurd op')),
                ('expires_at', models.DateTimeField(verbose_name='geldig tot')),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0, verbose_name='foute codes')),
                ('done_at', models.DateTimeField(null=True, verbose_name='afgerond op')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='beëindigd op')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='oefening beantwoord op')),
                ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('sent_by', models.ForeignKey(help_text='Empty: an operator.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('transmission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission')),
            ],
            options={
                'verbose_name': 'link van een contact bij een gegevenslek',
                'verbose_name_plural': 'links van contacten bij een gegevenslek',
            },
        ),
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('discovered_at', models.DateTimeField(verbose_name='ontdekt op')),
                ('discovered_by', models.CharField(choices=[('agency', 'Opgroeien'), ('partner', 'de partner'), ('client', 'de cliënt'), ('other', 'iemand anders')], max_length=10, verbose_name='ontdekt door')),
                ('happenings', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('wrong_mailbox', 'verstuurd naar een verkeerde mailbox'), ('opened_without_secrecy', 'mailbox geopend door iemand zonder beroepsgeheim'), ('broken_into', 'mailbox of account gekraakt'), ('device_lost', 'toestel verloren of gestolen'), ('password_passed_on', 'wachtwoord doorgegeven aan iemand anders'), ('archive_passed_on', 'archief doorgegeven aan iemand anders'), ('unknown', 'nog niet bekend')], max_length=30), size=None, verbose_name='wat er gebeurde')),
                ('from_on', models.DateField(blank=True, null=True, verbose_name='vanaf')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='tot en met')),
                ('registered_at', models.DateTimeField(verbose_name='geregistreerd op')),
                ('reported_reference', models.CharField(blank=True, help_text='When a team member reported it from a referral.', max_length=9, verbose_name='gemeld bij aanmelding')),
                ('authority', models.CharField(blank=True, choices=[('gba', 'gemeld aan de Gegevensbeschermingsautoriteit (GBA)'), ('vtc', 'gemeld aan de Vlaamse Toezichtcommissie (VTC)'), ('none', 'melding niet nodig')], max_length=10, verbose_name='toezichthouder')),
                ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='gemeld op')),
                ('no_report_reason', models.CharField(blank=True, choices=[('encrypted', 'het archief was versleuteld en niemand anders had het wachtwoord'), ('deleted', 'alles werd gewist voor iemand het opende'), ('bound', 'wie het opende, is ook gebonden door het beroepsgeheim'), ('no_breach', 'het bleek geen gegevenslek')], max_length=20, verbose_name='reden')),
                ('no_report_decided_by', models.CharField(blank=True, choices=[('agency_dpo', 'de DPO van Opgroeien'), ('partner_dpo', 'de DPO van de partner'), ('both_dpos', 'beide DPO’s samen'), ('management', 'de leiding van Opgroeien')], max_length=20, verbose_name='beslist door')),
                ('clients_told', models.CharField(choices=[('undecided', 'nog te beslissen'), ('yes', 'ja'), ('no', 'nee')], default='undecided', max_length=10, verbose_name='cliënten inlichten')),
                ('not_told_reason', models.CharField(blank=True, choices=[('no_high_risk', 'het risico voor de cliënten is niet groot'), ('encrypted', 'het archief was versleuteld en niemand anders had het wachtwoord'), ('risk_taken_away', 'wij grepen meteen in, en het grote risico is weg'), ('public_notice', 'het kan alleen met te veel moeite, en wij maakten het openbaar bekend')], max_length=20, verbose_name='reden')),
                ('clients_decided_on', models.DateField(blank=True, null=True, verbose_name='beslist op')),
                ('clients_told_on', models.DateField(blank=True, null=True, verbose_name='ingelicht op')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='afgesloten op')),
                ('agreements', models.ManyToManyField(blank=True, related_name='breaches', to='agreements.agreement', verbose_name='overeenkomsten waarover het gaat')),
                ('partners', models.ManyToManyField(blank=True, related_name='+', to='directory.organisation', verbose_name='GBO-partners')),
                ('registered_by', models.ForeignKey(help_text='Empty: not a user.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by_link', models.ForeignKey(help_text='Empty too: an operator.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='breaches.breachlink')),
            ],
            options={
                'verbose_name': 'gegevenslek',
                'verbose_name_plural': 'gegevenslekken',
            },
        ),
        migrations.CreateModel(
            name='BreachNotice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('round', models.PositiveSmallIntegerField(verbose_name='ronde')),
                ('addressee', models.CharField(max_length=400, verbose_name='aan')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='breaches.breach')),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.message')),
            ],
            options={
                'verbose_name': 'melding van een gegevenslek',
                'verbose_name_plural': 'meldingen van gegevenslekken',
            },
        ),
        migrations.CreateModel(
            name='BreachSearch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('mailbox', models.CharField(blank=True, max_length=254, verbose_name='mailbox')),
                ('from_on', models.DateField(blank=True, null=True, verbose_name='verstuurd vanaf')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='verstuurd tot en met')),
                ('run_at', models.DateTimeField(verbose_name='gezocht op')),
                ('found', models.PositiveIntegerField(verbose_name='gevonden')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='searches', to='breaches.breach')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='partner')),
            ],
            options={
                'verbose_name': 'zoekopdracht',
                'verbose_name_plural': 'zoekopdrachten',
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('held_at', models.DateTimeField(verbose_name='overlegd op')),
                ('channel', models.CharField(choices=[('phone', 'telefoon'), ('video', 'videogesprek'), ('meeting', 'vergadering'), ('mail', 'e-mail')], max_length=10, verbose_name='hoe')),
                ('agency_attendees', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('dpo', 'DPO'), ('breach_contact', 'contact bij gegevenslek'), ('management', 'leidinggevende'), ('ict', 'ICT of informatieveiligheid'), ('staff', 'medewerker van de dienst')], max_length=20), size=None)),
                ('partner_attendees', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('dpo', 'DPO'), ('breach_contact', 'contact bij gegevenslek'), ('management', 'leidinggevende'), ('ict', 'ICT of informatieveiligheid'), ('staff', 'medewerker van de dienst')], max_length=20), size=None)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreement', verbose_name='overeenkomst')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='breaches.breach')),
            ],
            options={
                'verbose_name': 'overleg',
                'verbose_name_plural': 'overleg',
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('deletion_asked', 'gevraagd om de gegevens te wissen'), ('mailbox_closed', 'de mailbox afsluiten'), ('mailbox_changed', 'een andere mailbox gebruiken'), ('access_changed', 'toegang en wachtwoorden wijzigen'), ('device_wiped', 'het toestel van op afstand wissen'), ('sharing_suspended', 'het doorgeven opschorten'), ('staff_instructed', 'medewerkers opnieuw uitleg geven'), ('security_changed', 'de beveiliging aanpassen'), ('police', 'aangifte bij de politie')], max_length=20, verbose_name='maatregel')),
                ('on', models.DateField(verbose_name='dag')),
                ('is_done', models.BooleanField(default=False, verbose_name='gedaan')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='breaches.breach')),
            ],
            options={
                'verbose_name': 'maatregel',
                'verbose_name_plural': 'maatregelen',
            },
        ),
        migrations.CreateModel(
            name='AffectedTransmission',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('added_at', models.DateTimeField(verbose_name='toegevoegd op')),
                ('taken_out_at', models.DateTimeField(blank=True, null=True, verbose_name='uitgehaald op')),
                ('taken_out_reason', models.CharField(blank=True, choices=[('not_opened', 'zeker niet geopend'), ('returned', 'de mail kwam terug'), ('other_period', 'buiten de periode van het lek'), ('deleted_before', 'gewist voor het lek begon'), ('mistake', 'per vergissing toegevoegd')], max_length=20, verbose_name='reden')),
                ('transmission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affected', to='breaches.breach')),
            ],
            options={
                'verbose_name': 'getroffen verzending',
                'verbose_name_plural': 'getroffen verzendingen',
                'constraints': [models.UniqueConstraint(fields=('breach', 'transmission'), name='transmission_affected_once_per_breach'), models.CheckConstraint(condition=models.Q(models.Q(('taken_out_at__isnull', True), ('taken_out_reason', '')), models.Q(('taken_out_at__isnull', False), ('taken_out_reason__in', ['not_opened', 'returned', 'other_period', 'deleted_before', 'mistake'])), _connector='OR'), name='taken_out_for_a_reason', violation_error_message='Kies waarom deze verzending niet getroffen is.')],
            },
        ),
        migrations.CreateModel(
            name='BreachAlarm',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('hours', models.PositiveSmallIntegerField(verbose_name='uren voor het einde')),
                ('told_at', models.DateTimeField(verbose_name='verwittigd op')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='breaches.breach')),
            ],
            options={
                'verbose_name': 'verwittiging over een gegevenslek',
                'verbose_name_plural': 'verwittigingen over gegevenslekken',
                'constraints': [models.UniqueConstraint(fields=('breach', 'hours'), name='each_alarm_once'), models.CheckConstraint(condition=models.Q(('hours__in', (48, 24, 6, 0))), name='alarm_is_known')],
            },
        ),
        migrations.AddIndex(
            model_name='breachlink',
            index=models.Index(condition=models.Q(('answered_at__isnull', True), ('ended_at__isnull', True)), fields=['sent_at'], name='drill_unanswered'),
        ),
        migrations.AddConstraint(
            model_name='breachlink',
            constraint=models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='breach_link_address_is_in_lower_case'),
        ),
        migrations.AddConstraint(
            model_name='breachlink',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('email', 'partner'), name='one_open_link_per_breach_contact', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='breach',
            index=models.Index(fields=['-discovered_at'], name='breach_register'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(('happenings__contained_by', ['wrong_mailbox', 'opened_without_secrecy', 'broken_into', 'device_lost', 'password_passed_on', 'archive_passed_on', 'unknown']), ('happenings__len__gt', 0)), name='breach_says_what_happened', violation_error_message='Kies wat er gebeurde.'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='breach_ends_after_its_start', violation_error_message='De laatste dag ligt voor de eerste dag. Pas één van beide aan.'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(('discovered_at__lte', models.F('registered_at'))), name='breach_is_discovered_before_it_is_registered', violation_error_message='Dit tijdstip ligt in de toekomst.'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('authority', ''), ('no_report_decided_by', ''), ('no_report_reason', ''), ('reported_at__isnull', True)), models.Q(('authority__in', ('gba', 'vtc')), ('no_report_decided_by', ''), ('no_report_reason', ''), ('reported_at__gte', models.F('discovered_at')), ('reported_at__isnull', False)), models.Q(('authority', 'none'), ('no_report_decided_by__in', ['agency_dpo', 'partner_dpo', 'both_dpos', 'management']), ('no_report_reason__in', ['encrypted', 'deleted', 'bound', 'no_breach']), ('reported_at__isnull', True)), _connector='OR'), name='breach_is_reported_or_not_for_a_reason', violation_error_message='Vul in wanneer het gemeld is, of waarom en door wie dat niet nodig was.'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clients_decided_on__isnull', True), ('clients_told', 'undecided'), ('clients_told_on__isnull', True), ('not_told_reason', '')), models.Q(('clients_decided_on__isnull', False), ('clients_told', 'no'), ('clients_told_on__isnull', True), ('not_told_reason__in', ['no_high_risk', 'encrypted', 'risk_taken_away', 'public_notice'])), models.Q(('clients_decided_on__isnull', False), ('clients_told', 'yes'), ('not_told_reason', '')), _connector='OR'), name='clients_are_told_or_not_for_a_reason', violation_error_message='Vul in wanneer dit beslist is, en waarom het niet hoeft.'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.CheckConstraint(condition=models.Q(('registered_by__isnull', True), ('by_link__isnull', True), _connector='OR'), name='breach_is_registered_by_one'),
        ),
        migrations.AddConstraint(
            model_name='breach',
            constraint=models.UniqueConstraint(condition=models.Q(('reported_reference', ''), _negated=True), fields=('reported_reference',), name='one_breach_report_per_referral', violation_error_message='Dit gegevenslek is al gemeld.'),
        ),
        migrations.AddConstraint(
            model_name='breachsearch',
            constraint=models.CheckConstraint(condition=models.Q(('from_on__isnull', True), ('mailbox', ''), ('partner__isnull', True), ('until_on__isnull', True), _negated=True), name='breach_search_has_a_condition', violation_error_message='Vul een mailbox, een partner of een periode in.'),
        ),
        migrations.AddConstraint(
            model_name='breachsearch',
            constraint=models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on'))), name='breach_search_ends_after_its_start'),
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.UniqueConstraint(fields=('breach', 'agreement', 'held_at'), name='consultation_once'),
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.CheckConstraint(condition=models.Q(('agency_attendees__contained_by', ['dpo', 'breach_contact', 'management', 'ict', 'staff']), ('agency_attendees__len__gt', 0), ('partner_attendees__contained_by', ['dpo', 'breach_contact', 'management', 'ict', 'staff']), ('partner_attendees__len__gt', 0)), name='consultation_has_both_sides', violation_error_message='Aan een overleg neemt van elke partij minstens iemand deel.'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.UniqueConstraint(fields=('breach', 'kind'), name='measure_once_per_breach'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['deletion_asked', 'mailbox_closed', 'mailbox_changed', 'access_changed', 'device_wiped', 'sharing_suspended', 'staff_instructed', 'security_changed', 'police'])), name='measure_is_known'),
        ),
    ]
