import django.db.models.deletion
import django.utils.timezone
import uuid
import vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='OutboxState',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('home', models.CharField(help_text='Which database this was; another one holds a restored copy.', max_length=120)),
                ('frozen_at', models.DateTimeField(null=True, verbose_name='stilgezet op')),
                ('frozen_because', models.CharField(blank=True, choices=[('operator', 'een operator zette de verzending stil'), ('restored', 'de databank werd teruggezet uit een kopie')], max_length=10, verbose_name='waarom')),
                ('reading_until', models.DateTimeField(help_text='Someone reads the return mailbox; one at a time.', null=True, verbose_name='terugmeldingen gelezen tot')),
                ('left_to_a_person', models.PositiveIntegerField(default=0, help_text='Flagged in the return mailbox at the last reading.', verbose_name='mails voor een operator')),
            ],
            options={
                'verbose_name': 'toestand van de verzending',
                'verbose_name_plural': 'toestand van de verzending',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='there_is_one_outbox'), models.CheckConstraint(condition=models.Q(models.Q(('frozen_at__isnull', True), ('frozen_because', '')), models.Q(('frozen_at__isnull', False), models.Q(('frozen_because', ''), _negated=True)), _connector='OR'), name='frozen_says_why')],
            },
        ),
        migrations.CreateModel(
            name='RelayState',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('login_refused_at', models.DateTimeField(null=True, verbose_name='aanmelden geweigerd sinds')),
                ('next_login_at', models.DateTimeField(null=True, verbose_name='volgende poging om aan te melden')),
                ('tls_fault', models.CharField(blank=True, max_length=20, verbose_name='fout van de versleuteling')),
                ('tls_failed_at', models.DateTimeField(null=True, verbose_name='geen veilige verbinding sinds')),
            ],
            options={
                'verbose_name': 'toestand van de mailserver',
                'verbose_name_plural': 'toestand van de mailserver',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='there_is_one_relay'), models.CheckConstraint(condition=models.Q(models.Q(('login_refused_at__isnull', True), ('next_login_at__isnull', True)), models.Q(('login_refused_at__isnull', False), ('next_login_at__isnull', False)), _connector='OR'), name='a_refused_login_is_tried_again'), models.CheckConstraint(condition=models.Q(models.Q(('tls_failed_at__isnull', True), ('tls_fault', '')), models.Q(('tls_failed_at__isnull', False), models.Q(('tls_fault', ''), _negated=True)), _connector='OR'), name='a_line_that_is_not_safe_says_why')],
            },
        ),
        migrations.CreateModel(
            name='SharedFault',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('cause', models.CharField(choices=[('1', 'het adres van de mailbox'), ('2', 'de mailbox'), ('3', 'de mailserver van de ontvanger'), ('4', 'de weg naar de mailserver van de ontvanger'), ('5', 'de taal tussen de mailservers'), ('6', 'de inhoud of de bijlage'), ('7', 'het vertrouwen in onze mailserver of afzender'), ('0', 'een reden die niemand noemt')], max_length=1, verbose_name='oorzaak')),
                ('code', models.CharField(blank=True, help_text='Of the mail that made it several.', max_length=12, verbose_name='reden')),
                ('first_at', models.DateTimeField(verbose_name='eerste mail terug op')),
                ('last_at', models.DateTimeField(verbose_name='laatste mail terug op')),
                ('receivers', models.PositiveIntegerField(verbose_name='ontvangers')),
            ],
            options={
                'verbose_name': 'fout aan onze kant',
                'verbose_name_plural': 'fouten aan onze kant',
                'indexes': [models.Index(fields=['-last_at'], name='shared_fault_recent')],
            },
        ),
        migrations.CreateModel(
            name='Transmission',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('referral', 'aanmelding'), ('correction', 'correctie'), ('deletion_notice', 'verwijderbericht'), ('mailbox_check', 'controle van de mailbox'), ('message', 'bericht'), ('onward', 'doorgegeven aan een partner'), ('onward_deletion', 'verwijderbericht aan een partner'), ('onward_breach', 'gegevenslek gemeld aan een partner'), ('invitation', 'uitnodiging'), ('breach_drill', 'oefening voor een gegevenslek'), ('log_head', 'stand van een logboek'), ('house_alarm', 'alarm over de werking'), ('account', 'bericht over een account'), ('receiver_reminder', 'herinnering'), ('evaluation', 'vraag voor de evaluatie'), ('own_part', 'vraag om het eigen deel in te vullen'), ('lost_referral', 'verwijderbericht na een herstel')], max_length=20, verbose_name='soort')),
                ('subject_id', models.UUIDField(help_text='Primary key of the row this mail is about.', verbose_name='waarover')),
                ('reference', models.CharField(blank=True, help_text='What people call it by; opaque, and empty when it has none.', max_length=9, verbose_name='referentie')),
                ('papers_id', models.UUIDField(null=True, verbose_name='versie van de overeenkomst')),
                ('log', models.UUIDField(help_text='Receiver in whose log its events stand; empty: Opgroeien.', null=True, verbose_name='logboek')),
                ('recipient', models.CharField(max_length=254, verbose_name='mailbox')),
                ('message_id', models.CharField(max_length=120, unique=True)),
                ('dated_at', models.DateTimeField()),
                ('password', vault.fields.SealedTextField(null=True, verbose_name='wachtwoord')),
                ('message', vault.fields.SealedBytesField(null=True, verbose_name='bericht')),
                ('status', models.CharField(choices=[('queued', 'klaar om te versturen'), ('sending', 'wordt verstuurd'), ('sent', 'verstuurd'), ('failed', 'verzenden mislukt'), ('blocked', 'tegengehouden'), ('cancelled', 'geannuleerd')], default='queued', max_length=12, verbose_name='toestand')),
                ('obstacles', models.JSONField(default=list, help_text='Codes of law.obstacles.Obstacle.', verbose_name='beletsels')),
                ('attempt_count', models.PositiveIntegerField(default=0, verbose_name='pogingen')),
                ('broken_tries', models.PositiveSmallIntegerField(default=0, help_text='Times that a worker began on it and broke down; counted beforehand.', verbose_name='mislukte keren')),
                ('due_at', models.DateTimeField(verbose_name='volgende poging')),
                ('lease_until', models.DateTimeField(null=True)),
                ('is_ambiguous', models.BooleanField(default=False, verbose_name='misschien al verstuurd')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('retried_at', models.DateTimeField(help_text='The three days count from here.', null=True, verbose_name='opnieuw begonnen op')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='verstuurd op')),
                ('delivered_at', models.DateTimeField(help_text='By a report of the mail server.', null=True, verbose_name='afgeleverd op')),
                ('returned_at', models.DateTimeField(help_text='By a report of the mail server.', null=True, verbose_name='teruggekomen op')),
                ('return_code', models.CharField(blank=True, help_text='RFC 3463: 5.1.1 …', max_length=12, verbose_name='reden van terugkomst')),
            ],
            options={
                'verbose_name': 'verzending',
                'verbose_name_plural': 'verzendingen',
                'indexes': [models.Index(condition=models.Q(('status__in', ['queued', 'sending'])), fields=['due_at'], name='transmission_open'), models.Index(fields=['subject_id'], name='transmission_subject'), models.Index(condition=models.Q(('reference', ''), _negated=True), fields=['reference'], name='transmission_reference'), models.Index(condition=models.Q(('status__in', ('blocked', 'failed'))), fields=['-created_at', '-id'], name='transmission_stopped'), models.Index(condition=models.Q(('kind__in', ('correction', 'deletion_notice')), ('status__in', ('blocked', 'failed'))), fields=['kind'], name='transmission_untold'), models.Index(condition=models.Q(('kind', 'referral'), ('status__in', ('blocked', 'failed'))), fields=['papers_id'], name='transmission_held'), models.Index(condition=models.Q(('kind', 'referral'), ('password__isnull', False), ('returned_at__isnull', False)), fields=['papers_id'], name='transmission_came_back'), models.Index(condition=models.Q(('returned_at__isnull', False)), fields=['returned_at'], name='transmission_returned')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['queued', 'sending', 'sent', 'failed', 'blocked', 'cancelled'])), name='transmission_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('status', 'sent')), models.Q(models.Q(('status', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='sent_means_when'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'sending'), _negated=True), models.Q(('lease_until__isnull', False), ('message__isnull', False)), _connector='OR'), name='sending_has_lease_and_bytes'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('onward', 'onward_deletion', 'onward_breach')), _negated=True), ('reference', ''), _connector='OR'), name='mail_of_the_receiver_has_no_reference'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('onward', 'onward_deletion', 'onward_breach', 'receiver_reminder')), _negated=True), ('log__isnull', False), _connector='OR'), name='mail_is_in_the_right_log')],
            },
        ),
        migrations.CreateModel(
            name='UnreadableValue',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('table', models.CharField(max_length=80, verbose_name='tabel')),
                ('row', models.UUIDField(verbose_name='rij')),
                ('column', models.CharField(max_length=60, verbose_name='kolom')),
                ('noticed_at', models.DateTimeField(verbose_name='opgemerkt op')),
                ('opened_again_at', models.DateTimeField(null=True, verbose_name='gaat weer open sinds')),
            ],
            options={
                'verbose_name': 'waarde die niet opengaat',
                'verbose_name_plural': 'waarden die niet opengaan',
                'constraints': [models.UniqueConstraint(fields=('table', 'row', 'column'), name='unreadable_value_is_noted_once')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('noted_at', models.DateTimeField(verbose_name='gemeld op')),
                ('verdict', models.CharField(choices=[('delivered', 'afgeleverd'), ('relayed', 'doorgegeven aan een andere mailserver'), ('delayed', 'vertraagd'), ('returned', 'teruggekomen'), ('about_another', 'niet aangekomen bij een ander adres'), ('automatic', 'automatisch antwoord'), ('complaint', 'ongewenst genoemd'), ('unclear', 'melding die wij niet begrijpen')], max_length=15, verbose_name='melding')),
                ('code', models.CharField(blank=True, help_text='RFC 3463: 5.1.1 …', max_length=12, verbose_name='reden')),
                ('transmission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='outbox.transmission')),
            ],
            options={
                'verbose_name': 'terugmelding',
                'verbose_name_plural': 'terugmeldingen',
                'indexes': [models.Index(fields=['verdict', 'noted_at'], name='report_recent')],
                'constraints': [models.UniqueConstraint(fields=('transmission', 'verdict', 'code'), name='reports_say_a_thing_once'), models.CheckConstraint(condition=models.Q(('verdict__in', ['delivered', 'relayed', 'delayed', 'returned', 'about_another', 'automatic', 'complaint', 'unclear'])), name='verdict_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(verbose_name='nummer')),
                ('started_at', models.DateTimeField(verbose_name='begonnen')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='geëindigd')),
                ('outcome', models.CharField(blank=True, help_text='outbox.handover.Outcome; empty: unknown.', max_length=20, verbose_name='uitkomst')),
                ('stage', models.CharField(blank=True, max_length=20, verbose_name='stap')),
                ('code', models.PositiveSmallIntegerField(null=True, verbose_name='SMTP-code')),
                ('status_code', models.CharField(blank=True, max_length=12, verbose_name='uitgebreide code')),
                ('tls_fault', models.CharField(blank=True, help_text='handover.TlsFault', max_length=20, verbose_name='fout van de versleuteling')),
                ('transmission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='outbox.transmission')),
            ],
            options={
                'verbose_name': 'poging',
                'verbose_name_plural': 'pogingen',
                'constraints': [models.UniqueConstraint(fields=('transmission', 'number'), name='attempts_are_numbered')],
            },
        ),
    ]
