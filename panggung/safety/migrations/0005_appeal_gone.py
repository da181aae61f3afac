from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('safety', '0004_calibration'),
    ]

    operations = [
        migrations.AlterField(
            model_name='appeal',
            name='outcome',
            field=models.CharField(blank=True, choices=[('', 'Open'), ('stands', 'Stands'), ('changed', 'Changed'), ('gone', 'Gone')], default='', max_length=8),
        ),
    ]
