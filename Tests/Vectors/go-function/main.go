// A function that does what its event says, and otherwise answers with the event.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

const version = "one"

var initialized, running int32

func main() { serve(handle) }

func handle(call *call) ([]byte, error) {
	switch call.kind {
	case 1:
		return nil, initialize()
	case 2:
		fmt.Println("stopping")
		return nil, os.WriteFile(os.Getenv("FLAG"), []byte(call.requestID), 0o600)
	}
	event := string(call.event)
	word, rest, _ := strings.Cut(event, " ")
	number, _ := strconv.Atoi(rest)
	switch word {
	case "version":
		return []byte(version), nil
	case "pid":
		return []byte(strconv.Itoa(os.Getpid())), nil
	case "json":
		return json.Marshal(map[string]any{"initialized": initialized, "text": rest})
	case "context":
		return json.Marshal(map[string]any{"headers": call.headers, "left": time.Until(call.deadline).Seconds()})
	case "environment":
		return []byte(strings.Join(os.Environ(), "\n")), nil
	case "error":
		return nil, errors.New("no such order")
	case "panic":
		panic("out of luck")
	case "crash":
		go func() { panic("elsewhere") }()
		select {}
	case "exit":
		os.Exit(number)
	case "sleep":
		time.Sleep(time.Duration(number) * time.Millisecond)
		return []byte("slept"), nil
	case "lines":
		for line := 0; line < number; line++ {
			fmt.Printf("line %05d\n", line)
		}
		return nil, nil
	case "memory":
		held := make([]byte, number<<20)
		for place := 0; place < len(held); place += 4096 {
			held[place] = 1
		}
		return []byte(strconv.Itoa(len(held))), nil
	case "alone":
		if atomic.AddInt32(&running, 1) > 1 {
			return nil, errors.New("not alone")
		}
		time.Sleep(5 * time.Millisecond)
		atomic.AddInt32(&running, -1)
		return []byte("alone"), nil
	case "meet":
		// Waits until the other caller's file is there as well.
		own, other, _ := strings.Cut(rest, " ")
		if err := os.WriteFile(own, nil, 0o600); err != nil {
			return nil, err
		}
		for {
			if _, err := os.Stat(other); err == nil {
				return []byte("met"), nil
			}
			time.Sleep(2 * time.Millisecond)
		}
	case "third":
		if retries := call.headers.Get("x-fc-retry-count"); retries != "2" {
			return nil, fmt.Errorf("attempt %s", retries)
		}
		return []byte("third"), nil
	}
	return call.event, nil
}

func initialize() error {
	fmt.Println("starting")
	initialized++
	switch os.Getenv("START") {
	case "panic":
		panic("bad start")
	case "wait":
		time.Sleep(time.Minute)
	}
	return nil
}
