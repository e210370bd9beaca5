"""Reads the models of a SunSpec device with pysunspec2 and prints their values in engineering units as JSON.

argv: port, unit.
"""

import json
import sys

from sunspec2.modbus.client import SunSpecModbusClientDeviceTCP

device = SunSpecModbusClientDeviceTCP(slave_id=int(sys.argv[2]), ipaddr="127.0.0.1", ipport=int(sys.argv[1]))
device.scan()
models = {str(key): value[0] for key, value in device.models.items() if isinstance(key, int)}
print(json.dumps({key: model.get_dict(computed=True) for key, model in models.items()}))
device.close()
