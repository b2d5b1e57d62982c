import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Head',
            fields=[
                ('pk', models.CompositePrimaryKey('log', 'day', blank=True, editable=False, primary_key=True, serialize=False)),
                ('log', models.UUIDField()),
                ('day', models.DateField()),
                ('size', models.BigIntegerField()),
                ('root', models.BinaryField()),
                ('salt', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='MissedLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('line', models.TextField(verbose_name='regel')),
            ],
            options={
                'verbose_name': 'regel die nog in het journaal moet',
                'verbose_name_plural': 'regels die nog in het journaal moeten',
            },
        ),
        migrations.CreateModel(
            name='Node',
            fields=[
                ('pk', models.CompositePrimaryKey('log', 'level', 'index', blank=True, editable=False, primary_key=True, serialize=False)),
                ('log', models.UUIDField()),
                ('level', models.PositiveSmallIntegerField()),
                ('index', models.BigIntegerField()),
                ('hash', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='SealedLog',
            fields=[
                ('log', models.UUIDField(primary_key=True, serialize=False)),
                ('size', models.BigIntegerField()),
                ('sealed_at', models.DateTimeField()),
                ('cleared_through', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Unsealed',
            fields=[
                ('event_id', models.BigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('log', models.UUIDField(default=uuid.UUID('00000000-0000-0000-0000-000000000000'), verbose_name='logboek')),
                ('at', models.DateTimeField(verbose_name='tijdstip')),
                ('written_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='geschreven op')),
                ('event', models.CharField(max_length=40, verbose_name='wat')),
                ('object_type', models.CharField(max_length=80, verbose_name='soort')),
                ('object_id', models.CharField(max_length=40, verbose_name='nummer')),
                ('organisation_id', models.UUIDField(null=True, verbose_name='namens organisatie')),
                ('details', models.JSONField(default=dict, verbose_name='bijzonderheden')),
                ('salt', models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), help_text='Nobody finds out by trying what a hash is the hash of.')),
                ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wie')),
            ],
            options={
                'verbose_name': 'regel van het logboek',
                'verbose_name_plural': 'logboek',
            },
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('pk', models.CompositePrimaryKey('log', 'number', blank=True, editable=False, primary_key=True, serialize=False)),
                ('log', models.UUIDField()),
                ('number', models.BigIntegerField()),
                ('hash', models.BinaryField()),
                ('sealed_at', models.DateTimeField()),
                ('event', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='leaf', to='audit.auditevent')),
            ],
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['log', 'event', '-id'], name='audit_by_event'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['log', 'at'], name='audit_by_time'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['actor', '-id'], name='audit_by_actor'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['object_id'], name='audit_by_object', opclasses=['varchar_pattern_ops']),
        ),
    ]
