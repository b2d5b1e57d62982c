import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import referrals.terms.reference
import uuid
import vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0001_initial'),
        ('gbo', '0001_initial'),
        ('ocmw_intake', '0001_initial'),
        ('outbox', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OnwardBreach',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('happening', models.CharField(choices=[('wrong_mailbox', 'verstuurd naar een verkeerde mailbox'), ('opened_without_secrecy', 'mailbox geopend door iemand zonder beroepsgeheim'), ('broken_into', 'mailbox of account gekraakt'), ('device_lost', 'toestel verloren of gestolen'), ('password_passed_on', 'wachtwoord doorgegeven aan iemand anders'), ('archive_passed_on', 'archief doorgegeven aan iemand anders'), ('unknown', 'nog niet bekend')], max_length=30, verbose_name='wat er gebeurde')),
                ('discovered_at', models.DateTimeField(verbose_name='ontdekt op')),
                ('told_at', models.DateTimeField(verbose_name='gemeld op')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='partner')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='ontvanger')),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gemeld door')),
            ],
            options={
                'verbose_name': 'gegevenslek bij wat doorgegeven werd',
                'verbose_name_plural': 'gegevenslekken bij wat doorgegeven werd',
            },
        ),
        migrations.CreateModel(
            name='OnwardBreachLetter',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('recipient', models.CharField(max_length=254, verbose_name='e-mailadres')),
                ('subject', models.CharField(max_length=120, verbose_name='onderwerp')),
                ('body', vault.fields.SealedTextField(verbose_name='tekst')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='onward.onwardbreach')),
                ('transmission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission')),
            ],
            options={
                'verbose_name': 'brief over een gegevenslek aan een partner',
                'verbose_name_plural': 'brieven over een gegevenslek aan een partner',
            },
        ),
        migrations.CreateModel(
            name='OnwardConsent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given_on', models.DateField(verbose_name='gegeven op')),
                ('told_purpose', models.BooleanField(verbose_name='doel verteld')),
                ('told_data', models.BooleanField(verbose_name='verteld welke gegevens')),
                ('told_partner', models.BooleanField(verbose_name='verteld aan wie')),
                ('told_next_steps', models.BooleanField(verbose_name='verteld wat er daarna gebeurt')),
                ('told_expectations', models.BooleanField(verbose_name='verteld wat de cliënt mag verwachten')),
                ('is_free', models.BooleanField(verbose_name='vrij en uitdrukkelijk')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='geregistreerd op')),
                ('ended_on', models.DateField(null=True, verbose_name='ingetrokken op')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='einde geregistreerd op')),
                ('ended_because', models.CharField(blank=True, choices=[('client', 'de cliënt trok deze toestemming in'), ('referral', 'de aanmelding werd ingetrokken, of de cliënt wenst geen hulp')], max_length=10, verbose_name='waarom')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gevraagd door')),
                ('ended_by', models.ForeignKey(help_text='Empty when it followed from the end of the referral.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='einde geregistreerd door')),
                ('intake', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='onward_consents', to='ocmw_intake.intake')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='partner')),
            ],
            options={
                'verbose_name': 'toestemming om door te geven',
                'verbose_name_plural': 'toestemmingen om door te geven',
                'ordering': ['recorded_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='OnwardDeletion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(default=referrals.terms.reference.new_reference, editable=False, max_length=9, unique=True, verbose_name='referentie')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='gevraagd op')),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deletions', to='onward.onwardconsent', verbose_name='toestemming')),
                ('transmission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission', verbose_name='verzending')),
            ],
            options={
                'verbose_name': 'verwijderbericht aan een partner',
                'verbose_name_plural': 'verwijderberichten aan partners',
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='OnwardSharing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(default=referrals.terms.reference.new_reference, editable=False, max_length=9, unique=True, verbose_name='referentie')),
                ('shared_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='doorgegeven op')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gbo.gboagreement', verbose_name='GBO-overeenkomst')),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sharings', to='onward.onwardconsent', verbose_name='toestemming')),
                ('intake', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='onward_sharings', to='ocmw_intake.intake')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='partner')),
                ('shared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='doorgegeven door')),
                ('transmission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission', verbose_name='verzending')),
            ],
            options={
                'verbose_name': 'doorgegeven aan partner',
                'verbose_name_plural': 'doorgegeven aan partners',
                'ordering': ['-shared_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='onwardbreach',
            name='sharings',
            field=models.ManyToManyField(related_name='+', to='onward.onwardsharing', verbose_name='wat doorgegeven was'),
        ),
        migrations.CreateModel(
            name='ReturningMailbox',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('address', models.CharField(max_length=254, verbose_name='mailbox')),
                ('mail_left_at', models.DateTimeField(verbose_name='vertrek van de mail die terugkwam')),
                ('works_since', models.DateTimeField(null=True, verbose_name='werkt weer sinds')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='ontvanger')),
                ('told_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='genoteerd door')),
            ],
            options={
                'verbose_name': 'mailbox van een partner die mail teruggeeft',
                'verbose_name_plural': 'mailboxen van partners die mail teruggeven',
            },
        ),
        migrations.AddConstraint(
            model_name='onwardconsent',
            constraint=models.CheckConstraint(condition=models.Q(('is_free', True), ('told_data', True), ('told_expectations', True), ('told_next_steps', True), ('told_partner', True), ('told_purpose', True)), name='onward_consent_is_whole', violation_error_message='Vertel de cliënt eerst alles. Daarna kan de cliënt toestemming geven.'),
        ),
        migrations.AddConstraint(
            model_name='onwardconsent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_because', ''), ('ended_by__isnull', True), ('ended_on__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_on__isnull', False), models.Q(('ended_because', ''), _negated=True)), _connector='OR'), name='onward_consent_end_says_when_and_why'),
        ),
        migrations.AddConstraint(
            model_name='onwardconsent',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('intake', 'partner'), name='one_standing_onward_consent_per_partner'),
        ),
        migrations.AddIndex(
            model_name='onwardsharing',
            index=models.Index(fields=['intake', '-shared_at'], name='onward_of_intake'),
        ),
        migrations.AddConstraint(
            model_name='returningmailbox',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('address'), models.F('receiver'), condition=models.Q(('works_since', None)), name='a_mailbox_returns_once'),
        ),
        migrations.AddConstraint(
            model_name='returningmailbox',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('told_by__isnull', True), ('works_since__isnull', True)), models.Q(('told_by__isnull', False), ('works_since__isnull', False)), _connector='OR'), name='somebody_told_that_it_works'),
        ),
    ]
