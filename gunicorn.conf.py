"""What every web process does, here and in production; gunicorn finds this file by itself.

The access log names the path only: a query can hold the token of a link, and a referer may hold a query (ADR 0046).
"""

accesslog = "-"
access_log_format = '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(B)s %(M)sms'
