# Whether a terminal only shows what is on standard input; with the word json, whether a program can read it, too.
import json
import re
import sys

data = sys.stdin.buffer.read()
try:
    text = data.decode("utf-8")
except UnicodeDecodeError as error:
    sys.exit("no UTF-8: %s in %r" % (error, data[max(0, error.start - 40) : error.end + 40]))
found = re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", text)
if found:
    sys.exit("%r in %r" % (found.group(), text[max(0, found.start() - 60) : found.end() + 60]))
if sys.argv[1:] == ["json"]:
    json.loads(text)
if not text.strip():
    sys.exit("nothing was said")
