"""A Modbus TCP server (pymodbus) of SunSpec models whose registers pysunspec2 has laid out.

argv[1]: JSON list of {"unit", "base", "models": [{"id", "points"}]}, points as pysunspec2 takes them (raw values).
Prints the port once it listens; ends with its standard input.
"""

import asyncio
import json
import sys

from pymodbus import pymodbus_apply_logging_config
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice
from sunspec2.device import Model


def registers(models):
    data = b"SunS"
    for model in models:
        data += Model(model["id"], data={"ID": model["id"], **model["points"]}).get_mb()
    data += b"\xff\xff\x00\x00"
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


def device(unit):
    block = SimData(unit["base"], values=registers(unit["models"]), datatype=DataType.REGISTERS)
    return SimDevice(unit["unit"], [block])


async def main():
    units = [device(unit) for unit in json.loads(sys.argv[1])]
    server = ModbusTcpServer(units, address=("127.0.0.1", 0))
    await server.listen()
    port = server.transport.sockets[0].getsockname()[1]
    print(port, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await server.shutdown()


pymodbus_apply_logging_config("CRITICAL")
asyncio.run(main())
