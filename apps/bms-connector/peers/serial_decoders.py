"""Decodes data of Daly (dalybms) and Pylontech (python-pylontech) answers and prints the values as JSON.

Standard input: {"daly": [{command: [hex data of each frame]}], "pylontech": [hex of the INFO]}.
"""

import json
import logging
import sys

from dalybms.daly_bms import DalyBMS
from pylontech import Pylontech

logging.disable(logging.CRITICAL)


def daly(frames):
    board = DalyBMS()
    one = {command: bytes.fromhex(data[0]) for command, data in frames.items()}
    several = {command: [bytes.fromhex(each) for each in data] for command, data in frames.items()}
    return {
        "soc": board.get_soc(one["90"]),
        "voltages": board.get_cell_voltage_range(one["91"]),
        "switches": board.get_mosfet_status(one["93"]),
        "status": board.get_status(one["94"]),
        "cells": list(board.get_cell_voltages(several["95"]).values()),
        "temperatures": list(board.get_temperatures(several["96"]).values()),
    }


def pylontech(info):
    values = Pylontech.get_values_single_fmt.parse(bytes.fromhex(info)[1:])
    return {
        "cells": list(values.CellVoltages),
        "temperatures": list(values.GroupedCellsTemperatures),
        "current": values.Current,
        "voltage": values.Voltage,
        "remaining": values.RemainingCapacity,
        "total": values.TotalCapacity,
        "cycles": values.CycleNumber,
    }


asked = json.load(sys.stdin)
print(json.dumps({"daly": [daly(each) for each in asked["daly"]], "pylontech": [pylontech(each) for each in asked["pylontech"]]}))
