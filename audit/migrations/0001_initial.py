import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TrailEnd',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('event_id', models.BigIntegerField()),
                ('hash', models.BinaryField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='audit_has_one_end')],
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(verbose_name='tijdstip')),
                ('event', models.CharField(max_length=40, verbose_name='wat')),
                ('object_type', models.CharField(max_length=80, verbose_name='soort')),
                ('object_id', models.CharField(max_length=40, verbose_name='nummer')),
                ('organisation_id', models.UUIDField(null=True, verbose_name='namens organisatie')),
                ('details', models.JSONField(default=dict, verbose_name='bijzonderheden')),
                ('previous_hash', models.BinaryField(db_default=b'')),
                ('hash', models.BinaryField(db_default=b'')),
                ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='wie')),
            ],
            options={
                'verbose_name': 'regel van het logboek',
                'verbose_name_plural': 'logboek',
                'indexes': [models.Index(fields=['event', '-id'], name='audit_by_event'), models.Index(fields=['at'], name='audit_by_time'), models.Index(fields=['object_id'], name='audit_by_object', opclasses=['varchar_pattern_ops'])],
            },
        ),
    ]
