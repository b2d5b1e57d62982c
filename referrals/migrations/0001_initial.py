import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import law.unopened
import referrals.terms.reference
import uuid
import vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agreements', '0001_initial'),
        ('consent', '0001_initial'),
        ('directory', '0001_initial'),
        ('outbox', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(default=referrals.terms.reference.new_reference, editable=False, max_length=9, unique=True, verbose_name='referentie')),
                ('filed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='aangemeld op')),
                ('opened_at', models.DateTimeField(null=True, verbose_name='geopend op')),
                ('read_out_at', models.DateTimeField(help_text='The team first read the password of what was sent, by phone.', null=True, verbose_name='wachtwoord doorgegeven op')),
                ('erased_at', models.DateTimeField(null=True, verbose_name='gewist op')),
                ('reminded_up_to', models.PositiveSmallIntegerField(default=0, help_text='The last step of reminding its receiver that came (D12); 0 is none.', verbose_name='herinnerd tot stap')),
                ('first_name', vault.fields.SealedTextField(null=True, verbose_name='voornaam')),
                ('last_name', vault.fields.SealedTextField(null=True, verbose_name='naam')),
                ('street', vault.fields.SealedTextField(null=True, verbose_name='straat en nummer')),
                ('box', vault.fields.SealedTextField(null=True, verbose_name='bus')),
                ('postal_code', vault.fields.SealedTextField(null=True, verbose_name='postcode')),
                ('municipality_name', vault.fields.SealedTextField(null=True, verbose_name='gemeente')),
                ('phone', vault.fields.SealedTextField(null=True, verbose_name='telefoonnummer')),
                ('email', vault.fields.SealedTextField(null=True, verbose_name='e-mailadres')),
                ('person_index', models.BinaryField(null=True)),
                ('phone_index', models.BinaryField(null=True)),
                ('email_index', models.BinaryField(null=True)),
                ('name_marks', django.contrib.postgres.fields.ArrayField(base_field=models.BinaryField(), editable=False, null=True, size=None)),
                ('agreement', models.ForeignKey(help_text='The version it was filed under (R44).', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreement', verbose_name='overeenkomst')),
                ('consent', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='consent.consent', verbose_name='toestemming')),
                ('filed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='aanmelder')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='ontvanger')),
                ('residence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.municipality', verbose_name='verblijfplaats')),
                ('taken_over_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='overgenomen door')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='lokaal team')),
                ('transmission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, to='outbox.transmission', verbose_name='verzending')),
            ],
            options={
                'verbose_name': 'aanmelding',
                'verbose_name_plural': 'aanmeldingen',
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('called_on', models.DateField(null=True, verbose_name='gebeld op')),
                ('spoke_with', models.CharField(blank=True, choices=[('social_worker', 'een maatschappelijk werker'), ('head', 'het diensthoofd'), ('dpo', 'de DPO')], max_length=20, verbose_name='gesproken met')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name_defect', models.CharField(blank=True, choices=[('wrong', 'fout'), ('inaccurate', 'onnauwkeurig'), ('incomplete', 'onvolledig'), ('missing', 'ontbrekend'), ('outdated', 'verouderd'), ('superfluous', 'overtollig')], max_length=12, verbose_name='naam en voornaam')),
                ('address_defect', models.CharField(blank=True, choices=[('wrong', 'fout'), ('inaccurate', 'onnauwkeurig'), ('incomplete', 'onvolledig'), ('missing', 'ontbrekend'), ('outdated', 'verouderd'), ('superfluous', 'overtollig')], max_length=12, verbose_name='adres')),
                ('phone_defect', models.CharField(blank=True, choices=[('wrong', 'fout'), ('inaccurate', 'onnauwkeurig'), ('incomplete', 'onvolledig'), ('missing', 'ontbrekend'), ('outdated', 'verouderd'), ('superfluous', 'overtollig')], max_length=12, verbose_name='telefoonnummer')),
                ('email_defect', models.CharField(blank=True, choices=[('wrong', 'fout'), ('inaccurate', 'onnauwkeurig'), ('incomplete', 'onvolledig'), ('missing', 'ontbrekend'), ('outdated', 'verouderd'), ('superfluous', 'overtollig')], max_length=12, verbose_name='e-mailadres')),
                ('is_unreadable', models.BooleanField(default=False, verbose_name='het archief gaat niet open')),
                ('how', models.CharField(choices=[('site', 'de ontvanger meldde het op de site'), ('phone', 'de ontvanger belde'), ('client', 'de cliënt zei het'), ('ourselves', 'wij merkten het zelf')], max_length=10, verbose_name='hoe')),
                ('reported_at', models.DateTimeField(verbose_name='gemeld op')),
                ('answer', models.CharField(blank=True, choices=[('corrected', 'verbeterd'), ('resent', 'opnieuw doorgegeven'), ('right', 'de gegevens kloppen')], max_length=10, verbose_name='antwoord')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='beantwoord op')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='beantwoord door')),
                ('called_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gebeld door')),
                ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='genoteerd door')),
                ('transmission', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission', verbose_name='verzending')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='referrals.referral', verbose_name='aanmelding')),
            ],
            options={
                'verbose_name': 'correctie',
                'verbose_name_plural': 'correcties',
                'ordering': ['reported_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ClientFingerprint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('detail', models.CharField(choices=[('address', 'adres'), ('phone', 'telefoonnummer'), ('email', 'e-mailadres')], max_length=10, verbose_name='gegeven')),
                ('by_words', models.BinaryField()),
                ('by_letters', models.BinaryField()),
                ('ends_on', models.DateField(verbose_name='bewaard tot en met')),
                ('referral', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='fingerprints', to='referrals.referral', verbose_name='aanmelding')),
            ],
            options={
                'verbose_name': 'kenmerk om een cliënt terug te vinden',
                'verbose_name_plural': 'kenmerken om een cliënt terug te vinden',
            },
        ),
        migrations.CreateModel(
            name='DeletionNotice',
            fields=[
                ('called_on', models.DateField(null=True, verbose_name='gebeld op')),
                ('spoke_with', models.CharField(blank=True, choices=[('social_worker', 'een maatschappelijk werker'), ('head', 'het diensthoofd'), ('dpo', 'de DPO')], max_length=20, verbose_name='gesproken met')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(choices=[('changed_mind', 'de cliënt trok de toestemming in'), ('moved', 'de cliënt is verhuisd'), ('wrong_receiver', 'de ontvanger was niet de juiste')], max_length=20, verbose_name='waarom')),
                ('asked_at', models.DateTimeField(verbose_name='gevraagd op')),
                ('asked_by', models.ForeignKey(help_text='Nobody of ours: the client withdrew alone (D35).', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gevraagd door')),
                ('called_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='gebeld door')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deletion_notices', to='referrals.referral', verbose_name='aanmelding')),
                ('transmission', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission', verbose_name='verzending')),
            ],
            options={
                'verbose_name': 'verwijderbericht',
                'verbose_name_plural': 'verwijderberichten',
                'ordering': ['asked_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='begonnen op')),
                ('sealed_answers', vault.fields.SealedTextField(null=True, verbose_name='antwoorden')),
                ('revision', models.PositiveIntegerField(default=0, help_text='Counts the changes of the answers.', verbose_name='herziening')),
                ('is_practice', models.BooleanField(default=False, help_text='Never becomes a referral.', verbose_name='oefening')),
                ('thrown_away_at', models.DateTimeField(null=True, verbose_name='weggegooid op')),
                ('referral', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, to='referrals.referral')),
                ('residence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.municipality')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.organisation')),
            ],
            options={
                'verbose_name': 'ontwerp',
                'verbose_name_plural': 'ontwerpen',
            },
        ),
        migrations.CreateModel(
            name='LostReferral',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('mail_id', models.UUIDField(help_text='Its transmission, as the journal knows it.', unique=True, verbose_name='mail')),
                ('reference', models.CharField(max_length=9, verbose_name='referentie')),
                ('recipient', models.CharField(max_length=254, verbose_name='mailbox')),
                ('begun_on', models.DateField(verbose_name='verstuurd op')),
                ('noticed_at', models.DateTimeField(verbose_name='opgemerkt op')),
                ('transmission', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outbox.transmission', verbose_name='verwijderbericht')),
            ],
            options={
                'verbose_name': 'verloren aanmelding',
                'verbose_name_plural': 'verloren aanmeldingen',
            },
        ),
        migrations.CreateModel(
            name='PlaceWatch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ends_on', models.DateField(verbose_name='tot en met')),
                ('residence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.municipality', verbose_name='gemeente')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.organisation', verbose_name='lokaal team')),
                ('watched_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'vraag om verwittigd te worden',
                'verbose_name_plural': 'vragen om verwittigd te worden',
            },
        ),
        migrations.CreateModel(
            name='ReceiverReminder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('step', models.PositiveSmallIntegerField(choices=[(1, 'MAILBOX'), (2, 'CONTACTS'), (3, 'TEAM')], verbose_name='stap')),
                ('made_at', models.DateTimeField(verbose_name='gemaakt op')),
                ('link_digest', models.BinaryField(unique=True)),
                ('referral', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='referrals.referral', verbose_name='aanmelding')),
            ],
            options={
                'verbose_name': 'herinnering aan de ontvanger',
                'verbose_name_plural': 'herinneringen aan de ontvanger',
                'ordering': ['step'],
            },
        ),
        migrations.CreateModel(
            name='SheetOpening',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(choices=[('client', 'de cliënt vraagt ernaar'), ('complaint', 'er is een klacht'), ('supervisor', 'een toezichthouder vraagt ernaar'), ('court', 'een rechter of het parket vraagt ernaar')], max_length=20, verbose_name='reden')),
                ('asked_by_dpo', models.BooleanField(verbose_name='gevraagd door de DPO')),
                ('asked_at', models.DateTimeField(verbose_name='gevraagd op')),
                ('agreed_at', models.DateTimeField(null=True, verbose_name='akkoord op')),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='referrals.referral', verbose_name='aanmelding')),
            ],
            options={
                'verbose_name': 'vraag om een blad te openen',
                'verbose_name_plural': 'vragen om een blad te openen',
                'ordering': ['-asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Slip',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.BinaryField(unique=True)),
                ('language', models.CharField(choices=[('nl', 'Nederlands'), ('fr', 'Frans'), ('en', 'Engels'), ('ar', 'Arabisch'), ('tr', 'Turks'), ('uk', 'Oekraïens'), ('other', 'een andere taal')], max_length=10, verbose_name='taal')),
                ('printed_at', models.DateTimeField(verbose_name='afgedrukt op')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='vervangen op')),
                ('ends_on', models.DateField(verbose_name='bewaard tot en met')),
                ('printed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slips', to='referrals.referral', verbose_name='aanmelding')),
            ],
            options={
                'verbose_name': 'blad voor de cliënt',
                'verbose_name_plural': 'bladen voor de cliënt',
            },
        ),
        migrations.CreateModel(
            name='TroubleTold',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('what', models.CharField(help_text='Of referrals.rules.worklist.ToDo.', max_length=20, verbose_name='reden')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='referrals.referral', verbose_name='aanmelding')),
            ],
            options={
                'verbose_name': 'gemelde hapering',
                'verbose_name_plural': 'gemelde haperingen',
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.BinaryField()),
                ('told_at', models.DateTimeField(verbose_name='gezegd op')),
            ],
            options={
                'verbose_name': 'wens om te stoppen',
                'verbose_name_plural': 'wensen om te stoppen',
                'indexes': [models.Index(fields=['digest'], name='wish_by_digest')],
            },
        ),
        migrations.CreateModel(
            name='DeletionDeclaration',
            fields=[
                ('referral', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='deletion_declaration', serialize=False, to='referrals.referral', verbose_name='aanmelding')),
                ('declared_on', models.DateField(verbose_name='gewist op')),
                ('declared_at', models.DateTimeField(verbose_name='verklaard op')),
                ('declared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'verklaring van verwijdering',
                'verbose_name_plural': 'verklaringen van verwijdering',
            },
        ),
        migrations.CreateModel(
            name='OwnWithdrawal',
            fields=[
                ('referral', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='own_withdrawal', serialize=False, to='referrals.referral', verbose_name='aanmelding')),
                ('told_at', models.DateTimeField(verbose_name='gezegd op')),
                ('seen_at', models.DateTimeField(null=True, verbose_name='gelezen op')),
                ('seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'eigen intrekking',
                'verbose_name_plural': 'eigen intrekkingen',
            },
        ),
        migrations.CreateModel(
            name='PendingWithdrawal',
            fields=[
                ('referral', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='referrals.referral', verbose_name='aanmelding')),
                ('on', models.DateField(verbose_name='gezegd op')),
                ('reason', models.CharField(choices=[('changed_mind', 'de cliënt trok de toestemming in'), ('moved', 'de cliënt is verhuisd'), ('wrong_receiver', 'de ontvanger was niet de juiste')], max_length=20, verbose_name='reden')),
                ('told_by', models.CharField(choices=[('client', 'de cliënt zelf'), ('on_behalf', 'iemand namens de cliënt'), ('receiver', 'de ontvanger'), ('ourselves', 'wij merkten het zelf')], max_length=20, verbose_name='wie het zei')),
                ('told_to', models.CharField(choices=[('recorder', 'mij'), ('colleague', 'een collega van mijn team'), ('page', 'de pagina voor cliënten')], max_length=20, verbose_name='aan wie')),
                ('called_on', models.DateField(null=True, verbose_name='gebeld op')),
                ('spoke_with', models.CharField(blank=True, choices=[('social_worker', 'een maatschappelijk werker'), ('head', 'het diensthoofd'), ('dpo', 'de DPO')], max_length=20, verbose_name='gesproken met')),
                ('asked_at', models.DateTimeField(verbose_name='gevraagd op')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'intrekking die wacht',
                'verbose_name_plural': 'intrekkingen die wachten',
            },
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['team', '-filed_at'], name='referral_worklist'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['partner', '-filed_at'], name='referral_partner'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(condition=models.Q(('erased_at__isnull', True), ('opened_at__isnull', True)), fields=['team', 'filed_at'], name='referral_unopened'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(condition=models.Q(('erased_at', None), ('opened_at', None), ('read_out_at', None), ('reminded_up_to', law.unopened.Step['TEAM'])), fields=['team', 'filed_at'], name='referral_to_wake'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(condition=models.Q(('erased_at__isnull', True)), fields=['team', '-filed_at'], name='referral_kept'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(condition=models.Q(('erased_at__isnull', True)), fields=['filed_at'], name='referral_to_erase'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['person_index'], name='referral_person'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['phone_index'], name='referral_phone'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['email_index'], name='referral_email'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', False), ('last_name__isnull', False), _connector='OR'), name='a_referral_has_a_name_until_erased'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', False), models.Q(('municipality_name__isnull', False), ('postal_code__isnull', False), ('street__isnull', False)), models.Q(('box__isnull', True), ('municipality_name__isnull', True), ('postal_code__isnull', True), ('street__isnull', True), models.Q(('phone__isnull', False), ('email__isnull', False), _connector='OR')), _connector='OR'), name='a_referral_has_an_address_or_a_way_to_reach'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('box__isnull', True), ('email__isnull', True), ('email_index__isnull', True), ('first_name__isnull', True), ('last_name__isnull', True), ('municipality_name__isnull', True), ('name_marks__isnull', True), ('person_index__isnull', True), ('phone__isnull', True), ('phone_index__isnull', True), ('postal_code__isnull', True), ('street__isnull', True)), _connector='OR'), name='an_erased_referral_holds_no_data'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('called_by__isnull', True), ('called_on__isnull', True), ('spoke_with', '')), models.Q(('called_by__isnull', False), ('called_on__isnull', False), models.Q(('spoke_with', ''), _negated=True)), _connector='OR'), name='correction_call_has_day_caller_and_listener', violation_error_message='Vul in wie belde, op welke dag en met wie.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('address_defect', ''), ('email_defect', ''), ('name_defect', ''), ('phone_defect', ''), _negated=True), ('is_unreadable', True), _connector='OR'), name='correction_names_at_least_one_field'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True), ('transmission__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='correction_answer_has_who_and_when'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('answer', '')), fields=('referral',), name='one_open_correction_per_referral'),
        ),
        migrations.AddConstraint(
            model_name='clientfingerprint',
            constraint=models.UniqueConstraint(fields=('referral', 'detail'), name='one_fingerprint_per_detail'),
        ),
        migrations.AddConstraint(
            model_name='deletionnotice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('called_by__isnull', True), ('called_on__isnull', True), ('spoke_with', '')), models.Q(('called_by__isnull', False), ('called_on__isnull', False), models.Q(('spoke_with', ''), _negated=True)), _connector='OR'), name='deletionnotice_call_has_day_caller_and_listener', violation_error_message='Vul in wie belde, op welke dag en met wie.'),
        ),
        migrations.AddConstraint(
            model_name='deletionnotice',
            constraint=models.CheckConstraint(condition=models.Q(('transmission__isnull', False), ('called_on__isnull', False), _connector='OR'), name='deletion_is_asked_by_mail_or_by_phone'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(('is_practice', False), ('referral', None), _connector='OR'), name='a_practice_is_never_filed'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(('thrown_away_at', None), ('referral', None), _connector='OR'), name='what_is_filed_is_kept'),
        ),
        migrations.AddIndex(
            model_name='lostreferral',
            index=models.Index(fields=['reference'], name='lost_referral_reference'),
        ),
        migrations.AddConstraint(
            model_name='placewatch',
            constraint=models.UniqueConstraint(fields=('team', 'residence', 'watched_by'), name='one_watch_per_person_and_place'),
        ),
        migrations.AddConstraint(
            model_name='receiverreminder',
            constraint=models.UniqueConstraint(fields=('referral', 'step'), name='one_reminder_per_step'),
        ),
        migrations.AddConstraint(
            model_name='receiverreminder',
            constraint=models.CheckConstraint(condition=models.Q(('step__in', [1, 2, 3])), name='reminder_step_is_known'),
        ),
        migrations.AddConstraint(
            model_name='sheetopening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_at__isnull', True), ('agreed_by__isnull', True)), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False), models.Q(('agreed_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='a_sheet_is_opened_by_two'),
        ),
        migrations.AddConstraint(
            model_name='slip',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('referral',), name='one_slip_of_a_referral_works'),
        ),
        migrations.AddConstraint(
            model_name='troubletold',
            constraint=models.UniqueConstraint(fields=('referral', 'what'), name='a_trouble_is_told_once'),
        ),
        migrations.AddIndex(
            model_name='ownwithdrawal',
            index=models.Index(condition=models.Q(('seen_at__isnull', True)), fields=['referral'], name='own_withdrawal_unseen'),
        ),
        migrations.AddConstraint(
            model_name='ownwithdrawal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('seen_at__isnull', True), ('seen_by__isnull', True)), models.Q(('seen_at__isnull', False), ('seen_by__isnull', False)), _connector='OR'), name='own_withdrawal_is_seen_by_someone'),
        ),
    ]
