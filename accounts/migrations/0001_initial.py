import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid
import vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0001_initial'),
        ('outbox', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LostPassword',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', vault.fields.SealedTextField(verbose_name='e-mailadres')),
                ('asked_at', models.DateTimeField(verbose_name='gevraagd op')),
            ],
            options={
                'verbose_name': 'verloren wachtwoord',
                'verbose_name_plural': 'verloren wachtwoorden',
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mailadres')),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('is_active', models.BooleanField(default=True, verbose_name='actief')),
                ('bound_by_secrecy_since', models.DateField(blank=True, null=True, verbose_name='gebonden door het beroepsgeheim sinds')),
                ('sessions_ended_at', models.DateTimeField(editable=False, help_text='A session from before this is no session.', null=True, verbose_name='alle sessies beëindigd op')),
                ('unused_warned_at', models.DateTimeField(null=True, verbose_name='verwittigd dat het account niet gebruikt wordt op')),
                ('welcome_dismissed_at', models.DateTimeField(editable=False, null=True, verbose_name='welkom weggeklikt op')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='address_is_in_lower_case', violation_error_message='Schrijf het e-mailadres in kleine letters.')],
            },
        ),
        migrations.CreateModel(
            name='AccountMail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject', models.CharField(max_length=120, verbose_name='onderwerp')),
                ('body', vault.fields.SealedTextField(null=True, verbose_name='tekst')),
                ('written_at', models.DateTimeField(verbose_name='geschreven op')),
                ('transmission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'bericht over een account',
                'verbose_name_plural': 'berichten over accounts',
            },
        ),
        migrations.CreateModel(
            name='AcmIdmIdentity',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('fingerprint', models.BinaryField(unique=True)),
                ('bound_at', models.DateTimeField(verbose_name='gekoppeld op')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'koppeling met ACM/IDM',
                'verbose_name_plural': 'koppelingen met ACM/IDM',
            },
        ),
        migrations.CreateModel(
            name='PasswordLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('token_digest', models.BinaryField(unique=True)),
                ('made_at', models.DateTimeField(verbose_name='gemaakt op')),
                ('expires_at', models.DateTimeField(verbose_name='geldig tot')),
                ('used_at', models.DateTimeField(null=True, verbose_name='gebruikt op')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'link voor een wachtwoord',
                'verbose_name_plural': 'links voor een wachtwoord',
            },
        ),
        migrations.CreateModel(
            name='ReturnedAnswers',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kept_at', models.DateTimeField(verbose_name='bewaard op')),
                ('is_draft', models.BooleanField(default=False, verbose_name='verstuurd toen er opnieuw ingelogd moest worden')),
                ('content', vault.fields.SealedTextField(verbose_name='inhoud')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'antwoorden om te verbeteren',
                'verbose_name_plural': 'antwoorden om te verbeteren',
            },
        ),
        migrations.CreateModel(
            name='AccessAlarm',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('guessing', 'er worden wachtwoorden geraden'), ('denied', 'iemand vraagt vaak wat niet van hem of haar is'), ('unreadable', 'een app of passkey is beschadigd')], max_length=10, verbose_name='soort')),
                ('log', models.UUIDField(help_text="Of which receiver; empty: of the agency's side (D19).", null=True, verbose_name='logboek')),
                ('first_at', models.DateTimeField(verbose_name='begonnen op')),
                ('last_at', models.DateTimeField(verbose_name='laatst op')),
                ('raised_at', models.DateTimeField(null=True, verbose_name='gemeld op')),
                ('number', models.PositiveIntegerField(default=0, verbose_name='aantal')),
                ('accounts', models.PositiveIntegerField(default=0, verbose_name='accounts')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'alarm over toegang',
                'verbose_name_plural': 'alarmen over toegang',
                'indexes': [models.Index(fields=['-last_at'], name='access_alarm_recent')],
            },
        ),
        migrations.CreateModel(
            name='FailedSignIn',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('account', models.BinaryField(help_text='Of the address that was typed, whether it has an account.')),
                ('source', models.BinaryField(help_text='Of the device or the network address.')),
                ('is_known', models.BooleanField(verbose_name='toestel waar deze persoon eerder inlogde')),
                ('had_password', models.BooleanField(default=False, verbose_name='het wachtwoord was juist')),
                ('at', models.DateTimeField(verbose_name='op')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'mislukte poging om in te loggen',
                'verbose_name_plural': 'mislukte pogingen om in te loggen',
                'indexes': [models.Index(fields=['account', 'at'], name='failed_sign_in_account'), models.Index(fields=['source', 'at'], name='failed_sign_in_source'), models.Index(fields=['at'], name='failed_sign_in_recent')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
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
                ('role', models.CharField(choices=[('team_member', 'teamlid'), ('social_worker', 'maatschappelijk werker'), ('administrator', 'beheerder overeenkomsten'), ('auditor', 'DPO / auditor'), ('receiver_auditor', 'DPO van de ontvanger')], max_length=20, verbose_name='rol')),
                ('is_head', models.BooleanField(default=False, verbose_name='hoofd')),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation')),
                ('sent_by', models.ForeignKey(help_text='Empty: an operator.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('transmission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission')),
            ],
            options={
                'verbose_name': 'uitnodiging',
                'verbose_name_plural': 'uitnodigingen',
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='invitation_address_is_in_lower_case'), models.CheckConstraint(condition=models.Q(('is_head', False), ('role__in', ['social_worker', 'team_member']), _connector='OR'), name='an_invited_head_works_at_a_receiver_or_a_team'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_by__isnull', True), ('done_at__isnull', True)), models.Q(('accepted_by__isnull', False), ('done_at__isnull', False), ('ended_at__isnull', True)), _connector='OR'), name='invitation_is_accepted_by_someone_or_withdrawn'), models.UniqueConstraint(condition=models.Q(('done_at__isnull', True), ('ended_at__isnull', True)), fields=('organisation', 'email'), name='one_open_invitation_per_address')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('team_member', 'teamlid'), ('social_worker', 'maatschappelijk werker'), ('administrator', 'beheerder overeenkomsten'), ('auditor', 'DPO / auditor'), ('receiver_auditor', 'DPO van de ontvanger')], max_length=20, verbose_name='rol')),
                ('is_head', models.BooleanField(default=False, verbose_name='diensthoofd')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='toegang sinds')),
                ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now, help_text='By a head, or with its start.', verbose_name='bevestigd op')),
                ('warned_at', models.DateTimeField(help_text='That this access was not confirmed.', null=True, verbose_name='verwittigd op')),
                ('reminded_at', models.DateTimeField(help_text='Shortly before it ends.', null=True, verbose_name='opnieuw verwittigd op')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='directory.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lidmaatschap',
                'verbose_name_plural': 'lidmaatschappen',
                'constraints': [models.UniqueConstraint(fields=('user', 'organisation', 'role'), name='one_membership_per_role', violation_error_message='Deze persoon heeft deze rol al bij deze organisatie.'), models.CheckConstraint(condition=models.Q(('is_head', False), ('role__in', ['social_worker', 'team_member']), _connector='OR'), name='a_head_works_at_a_receiver_or_a_team', violation_error_message='Alleen een maatschappelijk werker of een teamlid is hoofd.')],
            },
        ),
    ]
