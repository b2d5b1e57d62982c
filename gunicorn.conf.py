"""What every web process does, here and in production; gunicorn finds this file by itself.

The access log names the path only: a query can hold the token of a link, and a referer may hold a query (ADR 0046).
"""

from settings.environment import read
from settings.logs import logging_in

accesslog = "-"
logconfig_dict = logging_in(read("LOG_FORMAT"))
access_log_format = '%(h)s "%(m)s %(U)s %(H)s" %(s)s %(B)s %(M)sms'
