"""Writes a log with python-can's own writer. argv: file; standard input: JSON list of [id, extended, hex]."""

import json
import sys

import can

with can.CanutilsLogWriter(sys.argv[1], channel="can0") as log:
    for number, (frame_id, extended, data) in enumerate(json.load(sys.stdin)):
        log.on_message_received(
            can.Message(
                timestamp=1_700_000_000 + number / 1_000,
                arbitration_id=frame_id,
                is_extended_id=extended,
                data=bytes.fromhex(data),
                is_rx=number % 2 == 0,
            )
        )
