// A poller of Modbus TCP devices as one would write it by hand in Go: a goroutine and a connection for each device,
// function 3, the same registers as the connector's profile, each scaled into a value. No plausibility, no event.
// Arguments: seconds, first register, registers, ports on 127.0.0.1. Prints one line of JSON.
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"
)

const warmUp = 2 * time.Second
const answerTime = 2 * time.Second

type values struct {
	mode                                  uint16
	volts, amperes, soc, cycles, soh      float64
	cellMax, cellMin, tempMax, tempMin    float64
	charging, discharging                 bool
	wattHoursCharged, wattHoursDischarged float64
}

var polls, failures atomic.Int64
var last atomic.Pointer[values]

func decode(registers []byte) *values {
	u16 := func(at int) uint16 { return binary.BigEndian.Uint16(registers[2*at:]) }
	u32 := func(at int) uint32 { return binary.BigEndian.Uint32(registers[2*at:]) }
	return &values{
		mode:                u16(0) & 7,
		volts:               float64(u16(3)) * 0.1,
		amperes:             float64(int32(u32(4))) * 0.01,
		soc:                 float64(u16(7)),
		cycles:              float64(u16(8)),
		discharging:         u16(0xf)&1 != 0,
		charging:            u16(0xf)&2 != 0,
		cellMax:             float64(u16(0x10)) * 0.001,
		cellMin:             float64(u16(0x11)) * 0.001,
		tempMax:             float64(int16(u16(0x14))) * 0.1,
		tempMin:             float64(int16(u16(0x15))) * 0.1,
		soh:                 float64(u16(0x20)),
		wattHoursCharged:    float64(u32(0x2b)),
		wattHoursDischarged: float64(u32(0x2d)),
	}
}

func pollForEver(port string, first, count uint16) {
	connection, err := net.Dial("tcp", "127.0.0.1:"+port)
	if err != nil {
		panic(err)
	}
	request := make([]byte, 12)
	answer := make([]byte, 9+2*int(count))
	for transaction := uint16(1); ; transaction++ {
		binary.BigEndian.PutUint16(request, transaction)
		binary.BigEndian.PutUint16(request[4:], 6)
		request[6], request[7] = 1, 3
		binary.BigEndian.PutUint16(request[8:], first)
		binary.BigEndian.PutUint16(request[10:], count)
		connection.SetDeadline(time.Now().Add(answerTime))
		if _, err := connection.Write(request); err != nil {
			panic(err)
		}
		if _, err := io.ReadFull(connection, answer); err != nil {
			panic(err)
		}
		isAnswer := binary.BigEndian.Uint16(answer) == transaction && answer[6] == 1 && answer[7] == 3 &&
			int(answer[8]) == 2*int(count)
		if !isAnswer {
			failures.Add(1)
			continue
		}
		last.Store(decode(answer[9:]))
		polls.Add(1)
	}
}

func processorSeconds() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	seconds, first, count := number(os.Args[1]), number(os.Args[2]), number(os.Args[3])
	for _, port := range os.Args[4:] {
		go pollForEver(port, uint16(first), uint16(count))
	}
	time.Sleep(warmUp)
	begin, processor, done := time.Now(), processorSeconds(), polls.Load()
	time.Sleep(time.Duration(seconds) * time.Second)
	fmt.Printf("{\"polls\":%d,\"failures\":%d,\"processorSeconds\":%f,\"wallSeconds\":%f}\n",
		polls.Load()-done, failures.Load(), processorSeconds()-processor, time.Since(begin).Seconds())
}
