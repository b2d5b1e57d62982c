import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='KeyCheck',
            fields=[
                ('name', models.CharField(help_text='seal-<number>, or index.', max_length=12, primary_key=True, serialize=False, verbose_name='sleutel')),
                ('value', models.BinaryField(verbose_name='waarde')),
            ],
            options={
                'verbose_name': 'toets van een sleutel',
                'verbose_name_plural': 'toetsen van de sleutels',
            },
        ),
        migrations.CreateModel(
            name='PeriodicWork',
            fields=[
                ('name', models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name='werk')),
                ('known_since', models.DateTimeField(verbose_name='gekend sinds')),
                ('started_at', models.DateTimeField(null=True, verbose_name='begonnen op')),
                ('succeeded_at', models.DateTimeField(null=True, verbose_name='gelukt op')),
                ('failed_at', models.DateTimeField(null=True, verbose_name='mislukt op')),
                ('error', models.CharField(blank=True, help_text='The class of it, never its words.', max_length=80, verbose_name='soort fout')),
            ],
            options={
                'verbose_name': 'periodiek werk',
                'verbose_name_plural': 'periodiek werk',
            },
        ),
        migrations.CreateModel(
            name='HouseAlarm',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('finding', models.CharField(help_text='The name of an upkeep.findings.HouseFinding.', max_length=20, verbose_name='wat')),
                ('began_at', models.DateTimeField(verbose_name='begonnen op')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='voorbij op')),
            ],
            options={
                'verbose_name': 'alarm over de werking',
                'verbose_name_plural': 'alarmen over de werking',
                'indexes': [models.Index(fields=['-began_at'], name='house_alarm_recent')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('finding',), name='one_open_alarm_for_each_finding')],
            },
        ),
    ]
