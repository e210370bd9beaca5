"""A Modbus server (pymodbus) of plain registers, over TCP with the frames of Modbus TCP or of RTU.

argv[1]: JSON {"framer": "socket" | "rtu", "units": [{"unit", "coils", "discrete", "holding", "input"}]}; a table is a list
of {"at", "type", "order", "swap", "value"}, laid out by pymodbus' own client (types as in its DATATYPE, order "big" or
"little" for the words, swap for the bytes), or for coils and discrete inputs of {"at", "bits"}.
Prints the port once it listens; ends with its standard input.
"""

import asyncio
import json
import sys

from pymodbus import FramerType, pymodbus_apply_logging_config
from pymodbus.client.mixin import ModbusClientMixin
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice


def words(value):
    kind = ModbusClientMixin.DATATYPE[value["type"]]
    registers = ModbusClientMixin.convert_to_registers(value["value"], kind, word_order=value.get("order", "big"))
    if value.get("swap"):
        return [(word & 0xFF) << 8 | word >> 8 for word in registers]
    return registers


def registers(values):
    return [SimData(each["at"], values=words(each), datatype=DataType.REGISTERS) for each in values]


def bits(values):
    return [SimData(each["at"], values=each["bits"], datatype=DataType.BITS) for each in values]


def device(unit):
    tables = (bits(unit["coils"]), bits(unit["discrete"]), registers(unit["holding"]), registers(unit["input"]))
    return SimDevice(unit["unit"], tables)


async def main():
    wanted = json.loads(sys.argv[1])
    units = [device(unit) for unit in wanted["units"]]
    server = ModbusTcpServer(units, framer=FramerType(wanted["framer"]), address=("127.0.0.1", 0))
    await server.listen()
    print(server.transport.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await server.shutdown()


pymodbus_apply_logging_config("CRITICAL")
asyncio.run(main())
