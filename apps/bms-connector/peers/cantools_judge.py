"""Decodes frames with cantools. One JSON line in: {dbc, frames: [[id, extended, hex]]}; one out: a list per frame."""

import json
import sys
from decimal import Decimal
from fractions import Fraction

import cantools


def nearest_float(number: Fraction) -> float:
    return number.numerator / number.denominator


def exact(signal, raw):
    """The float nearest to the exact decimal, computed from what cantools made of the file."""
    scale = Fraction(Decimal(repr(signal.scale)))
    offset = Fraction(Decimal(repr(signal.offset)))
    return nearest_float(Fraction(raw) * scale + offset)


def signal_values(message, data):
    raws = message.decode(data, decode_choices=False, scaling=False, allow_truncated=True)
    scaled = message.decode(data, decode_choices=False, allow_truncated=True)
    values = {}
    for name, raw in raws.items():
        signal = message.get_signal_by_name(name)
        value = float(scaled[name])
        # Python's JSON knows 17 digits, NaN and the infinities, which JSON has no words for.
        values[name] = {
            "raw": repr(raw) if signal.is_float else str(raw),
            "value": repr(value),
            "exact": repr(value) if signal.is_float else repr(exact(signal, raw)),
        }
    return values


for line in sys.stdin:
    request = json.loads(line)
    database = cantools.database.load_string(request["dbc"], database_format="dbc", strict=True)
    answers = []
    for frame_id, extended, data in request["frames"]:
        message = database.get_message_by_frame_id(frame_id, force_extended_id=extended)
        try:
            answers.append(signal_values(message, bytes.fromhex(data)))
        except cantools.database.DecodeError as error:
            answers.append({"!": str(error)})
    print(json.dumps(answers), flush=True)
