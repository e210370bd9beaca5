"""A poller of Modbus TCP devices as one would write it in Python: pymodbus, asyncio, a client for each device, the same
registers as the connector's profile, each scaled into a value. No plausibility, no event.
Arguments: seconds, first register, registers, ports on 127.0.0.1. Prints one line of JSON."""

import asyncio
import json
import sys
import time

from pymodbus.client import AsyncModbusTcpClient

WARM_UP = 2
seconds, first, count = (int(text) for text in sys.argv[1:4])
ports = [int(text) for text in sys.argv[4:]]
polls = failures = 0
last = None


def signed(value, bits):
    return value - (1 << bits) if value >> (bits - 1) else value


def decode(registers):
    def long(at):
        return registers[at] << 16 | registers[at + 1]

    return {
        "mode": registers[0] & 7,
        "volts": registers[3] * 0.1,
        "amperes": signed(long(4), 32) * 0.01,
        "soc": registers[7],
        "cycles": registers[8],
        "discharging": bool(registers[0xF] & 1),
        "charging": bool(registers[0xF] & 2),
        "cell_max": registers[0x10] * 0.001,
        "cell_min": registers[0x11] * 0.001,
        "temp_max": signed(registers[0x14], 16) * 0.1,
        "temp_min": signed(registers[0x15], 16) * 0.1,
        "soh": registers[0x20],
        "watt_hours_charged": long(0x2B),
        "watt_hours_discharged": long(0x2D),
    }


async def poll_for_ever(port):
    global polls, failures, last
    client = AsyncModbusTcpClient("127.0.0.1", port=port, timeout=2)
    await client.connect()
    while True:
        answer = await client.read_holding_registers(first, count=count)
        if answer.isError():
            failures += 1
        else:
            last = decode(answer.registers)
            polls += 1


async def main():
    polling = [asyncio.create_task(poll_for_ever(port)) for port in ports]
    await asyncio.sleep(WARM_UP)
    begin, processor, done = time.monotonic(), time.process_time(), polls
    await asyncio.sleep(seconds)
    figures = {
        "polls": polls - done,
        "failures": failures,
        "processorSeconds": time.process_time() - processor,
        "wallSeconds": time.monotonic() - begin,
    }
    print(json.dumps(figures), flush=True)
    for task in polling:
        task.cancel()


asyncio.run(main())
