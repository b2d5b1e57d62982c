import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0001_initial'),
        ('referrals', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('received_at', models.DateTimeField(editable=False, verbose_name='ontvangen op')),
                ('status', models.CharField(choices=[('to_contact', 'te contacteren'), ('not_reached', 'niet bereikt'), ('reached', 'contact gelukt'), ('to_delete', 'te verwijderen'), ('closed', 'afgesloten'), ('deleted', 'verwijderd')], editable=False, max_length=12, verbose_name='toestand')),
                ('must_go_since', models.DateTimeField(editable=False, null=True, verbose_name='te verwijderen sinds')),
                ('must_go_because', models.CharField(blank=True, choices=[('team', 'het team vroeg het'), ('withdrawn', 'de cliënt stopte bij u'), ('declines', 'de cliënt wenst geen hulp'), ('not_reached', 'de cliënt werd niet bereikt'), ('moved', 'de cliënt verhuisde'), ('referred_on', 'de cliënt werd doorverwezen')], editable=False, max_length=12, verbose_name='te verwijderen omdat')),
                ('file_number', models.CharField(blank=True, max_length=20, validators=[django.core.validators.RegexValidator('\\A(?=.*[0-9])(?!.*[A-Za-z]{5})(?!.*[a-z]{3})(?!.*[A-Z][a-z])[A-Za-z0-9][A-Za-z0-9./-]{0,19}\\Z', 'Een dossiernummer telt hoogstens 20 letters, cijfers, punten, streepjes en schuine strepen, met minstens één cijfer en zonder naam. Bijvoorbeeld 2026/0147.')], verbose_name='eigen dossiernummer')),
                ('closed_on', models.DateField(null=True, verbose_name='dossier afgesloten op')),
                ('assigned_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='behandelaar')),
                ('partner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='ontvanger')),
                ('referral', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='referrals.referral', verbose_name='aanmelding')),
            ],
            options={
                'verbose_name': 'opvolging',
                'verbose_name_plural': 'opvolgingen',
            },
        ),
        migrations.CreateModel(
            name='ContactAttempt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_on', models.DateField(verbose_name='dag')),
                ('channel', models.CharField(choices=[('phone', 'telefoon'), ('home_visit', 'huisbezoek'), ('email', 'e-mail'), ('letter', 'brief')], max_length=10, verbose_name='hoe')),
                ('reached', models.BooleanField(verbose_name='bereikt')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='geregistreerd op')),
                ('struck_at', models.DateTimeField(null=True, verbose_name='doorgehaald op')),
                ('struck_because', models.CharField(blank=True, choices=[('wrong_day', 'verkeerde dag'), ('wrong_referral', 'verkeerde aanmelding'), ('double', 'dubbel genoteerd'), ('not_made', 'deze poging was er niet'), ('corrected', 'verbeterd')], max_length=14, verbose_name='doorgehaald omdat')),
                ('intake', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='ocmw_intake.intake')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='door')),
                ('struck_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='doorgehaald door')),
            ],
            options={
                'verbose_name': 'contactpoging',
                'verbose_name_plural': 'contactpogingen',
                'ordering': ['made_on', 'recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='FileClosing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('closed_on', models.DateField(verbose_name='afgesloten op')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='geregistreerd op')),
                ('reopened_at', models.DateTimeField(null=True, verbose_name='heropend op')),
                ('closed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='door')),
                ('intake', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='ocmw_intake.intake')),
                ('reopened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='heropend door')),
            ],
            options={
                'verbose_name': 'afsluiting van een dossier',
                'verbose_name_plural': 'afsluitingen van dossiers',
                'ordering': ['-recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('wants_help', 'wenst hulp'), ('declines', 'wenst geen hulp'), ('not_reached', 'niet bereikt'), ('moved', 'verhuisd'), ('referred_on', 'doorverwezen')], max_length=12, verbose_name='resultaat van het contact')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='geregistreerd op')),
                ('replaced_at', models.DateTimeField(null=True, verbose_name='geldt niet meer sinds')),
                ('referred_to', models.CharField(blank=True, choices=[('caw', 'CAW'), ('dmw', 'dienst maatschappelijk werk van het ziekenfonds'), ('ocmw', 'ander OCMW'), ('family_centre', 'Huis van het Kind'), ('doctor', 'huisarts of wijkgezondheidscentrum'), ('vdab', 'VDAB'), ('other', 'andere dienst')], max_length=14, verbose_name='doorverwezen naar')),
                ('keeps_file', models.BooleanField(default=False, help_text='Without a file of its own the receiver deletes the data (D23).', verbose_name='eigen dossier')),
                ('stopped_on', models.DateField(help_text='Of who was not reached: from here the term runs (D23).', null=True, verbose_name='niet meer geprobeerd sinds')),
                ('intake', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='ocmw_intake.intake')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='door')),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ingetrokken door')),
            ],
            options={
                'verbose_name': 'resultaat van het contact',
                'verbose_name_plural': 'resultaten van het contact',
                'ordering': ['-recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='ReceiverTerms',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('days_to_delete', models.PositiveSmallIntegerField(default=0, verbose_name='dagen om te wissen')),
                ('days_after_giving_up', models.PositiveSmallIntegerField(default=30, verbose_name='dagen na „niet bereikt”')),
                ('years_after_closing', models.PositiveSmallIntegerField(default=10, verbose_name='jaren na het afsluiten van het dossier')),
                ('attempts_before_giving_up', models.PositiveSmallIntegerField(default=3, verbose_name='pogingen voor „niet bereikt”')),
                ('partner', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
            ],
            options={
                'verbose_name': 'bewaartermijnen',
                'verbose_name_plural': 'bewaartermijnen',
            },
        ),
        migrations.CreateModel(
            name='ClientWithdrawal',
            fields=[
                ('intake', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='withdrawal', serialize=False, to='ocmw_intake.intake')),
                ('withdrawn_on', models.DateField(verbose_name='ingetrokken op')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='geregistreerd op')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='door')),
            ],
            options={
                'verbose_name': 'intrekking bij de ontvanger',
                'verbose_name_plural': 'intrekkingen bij de ontvanger',
            },
        ),
        migrations.CreateModel(
            name='Deletion',
            fields=[
                ('intake', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='deletion', serialize=False, to='ocmw_intake.intake')),
                ('declared_on', models.DateField(verbose_name='gewist op')),
                ('declared_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='verklaard op')),
                ('declared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='door')),
            ],
            options={
                'verbose_name': 'verwijdering bij de ontvanger',
                'verbose_name_plural': 'verwijderingen bij de ontvanger',
            },
        ),
        migrations.CreateModel(
            name='ReminderStop',
            fields=[
                ('intake', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='reminder_stop', serialize=False, to='ocmw_intake.intake')),
                ('stopped_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='herinneringen gestopt op')),
                ('stopped_by', models.ForeignKey(help_text='Empty when it came from the page without account.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='door')),
            ],
            options={
                'verbose_name': 'einde van de herinneringen',
                'verbose_name_plural': 'eindes van de herinneringen',
            },
        ),
        migrations.CreateModel(
            name='WithdrawalEnding',
            fields=[
                ('intake', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='withdrawal_ending', serialize=False, to='ocmw_intake.intake')),
                ('kind', models.CharField(choices=[('nothing_begun', 'er was nog niets begonnen'), ('everything_deleted', 'alles is gewist'), ('file_stays', 'het eigen dossier blijft')], max_length=20, verbose_name='einde')),
                ('deleted_on', models.DateField(verbose_name='gegevens van het team gewist op')),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='geregistreerd op')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='door')),
            ],
            options={
                'verbose_name': 'einde van een intrekking',
                'verbose_name_plural': 'eindes van intrekkingen',
            },
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(fields=['partner', 'status', 'received_at', 'id'], name='intake_worklist'),
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(condition=models.Q(('status__in', ('to_contact', 'not_reached', 'reached', 'to_delete'))), fields=['partner', 'assigned_to', 'received_at', 'id'], name='intake_mine'),
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(models.F('partner'), django.db.models.functions.text.Upper('file_number'), condition=models.Q(('file_number', ''), _negated=True), name='intake_file_number'),
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(condition=models.Q(('status__in', ('to_contact', 'not_reached', 'reached', 'to_delete'))), fields=['partner', 'received_at', 'id'], include=('status', 'assigned_to'), name='intake_open'),
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(condition=models.Q(('status', 'to_delete')), fields=['partner', 'must_go_since', 'id'], name='intake_to_delete'),
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(condition=models.Q(('status__in', ('closed', 'deleted'))), fields=['partner', 'received_at', 'id'], name='intake_over'),
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(condition=models.Q(('closed_on__isnull', False)), fields=['partner', 'closed_on', 'id'], name='intake_closed_files'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['to_contact', 'not_reached', 'reached', 'to_delete', 'closed', 'deleted'])), name='intake_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('must_go_because', ''), ('must_go_since', None)), models.Q(('must_go_because__in', ['team', 'withdrawn', 'declines', 'not_reached', 'moved', 'referred_on']), ('must_go_since__isnull', False)), _connector='OR'), name='intake_says_why_data_must_go'),
        ),
        migrations.AddConstraint(
            model_name='intake',
            constraint=models.CheckConstraint(condition=models.Q(('file_number', ''), ('file_number__regex', '^(?=.*[0-9])(?!.*[A-Za-z]{5})(?!.*[a-z]{3})(?!.*[A-Z][a-z])[A-Za-z0-9][A-Za-z0-9./-]{0,19}$'), _connector='OR'), name='intake_file_number_has_its_shape', violation_error_message='Een dossiernummer telt hoogstens 20 letters, cijfers, punten, streepjes en schuine strepen, met minstens één cijfer en zonder naam. Bijvoorbeeld 2026/0147.'),
        ),
        migrations.AddConstraint(
            model_name='contactattempt',
            constraint=models.CheckConstraint(condition=models.Q(('channel__in', ['phone', 'home_visit', 'email', 'letter'])), name='attempt_channel_is_known'),
        ),
        migrations.AddConstraint(
            model_name='contactattempt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_because', ''), ('struck_by', None)), models.Q(('struck_at__isnull', False), ('struck_because__in', ['wrong_day', 'wrong_referral', 'double', 'not_made', 'corrected']), ('struck_by__isnull', False)), _connector='OR'), name='struck_attempt_has_who_when_and_why'),
        ),
        migrations.AddConstraint(
            model_name='fileclosing',
            constraint=models.UniqueConstraint(condition=models.Q(('reopened_at__isnull', True)), fields=('intake',), name='one_closing_that_holds_per_intake'),
        ),
        migrations.AddConstraint(
            model_name='fileclosing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reopened_at', None), ('reopened_by', None)), models.Q(('reopened_at__isnull', False), ('reopened_by__isnull', False)), _connector='OR'), name='reopened_file_has_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['wants_help', 'declines', 'not_reached', 'moved', 'referred_on'])), name='outcome_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(('referred_to', ''), models.Q(('kind', 'referred_on'), ('referred_to__in', ['caw', 'dmw', 'ocmw', 'family_centre', 'doctor', 'vdab', 'other'])), _connector='OR'), name='only_who_is_referred_on_goes_to_a_service'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(('taken_back_by', None), ('replaced_at__isnull', False), _connector='OR'), name='what_is_taken_back_holds_no_more'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('keeps_file', True), ('kind__in', ('wants_help',))), models.Q(('kind__in', ('wants_help',)), _negated=True), _connector='OR'), models.Q(models.Q(('keeps_file', False), ('kind__in', ('declines', 'not_reached', 'moved'))), models.Q(('kind__in', ('declines', 'not_reached', 'moved')), _negated=True), _connector='OR')), name='outcome_says_whether_there_is_a_file'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'not_reached'), ('stopped_on__isnull', False)), models.Q(models.Q(('kind', 'not_reached'), _negated=True), ('stopped_on', None)), _connector='OR'), name='who_gave_up_says_since_when'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('intake',), name='one_current_outcome_per_intake'),
        ),
        migrations.AddConstraint(
            model_name='receiverterms',
            constraint=models.CheckConstraint(condition=models.Q(('attempts_before_giving_up__range', (1, 10)), ('days_after_giving_up__lte', 90), ('days_to_delete__lte', 90), ('years_after_closing__range', (1, 30))), name='receiver_terms_are_reasonable', violation_error_message='Kies hoogstens 90 dagen, 1 tot 30 jaar en 1 tot 10 pogingen.'),
        ),
        migrations.AddConstraint(
            model_name='withdrawalending',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['nothing_begun', 'everything_deleted', 'file_stays'])), name='ending_is_known'),
        ),
    ]
