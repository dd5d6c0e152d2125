package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"reflect"
	"runtime"
	"strconv"
	"time"
)

// A call as the runtime API hands it over.
type call struct {
	requestID string
	kind      int
	headers   http.Header
	event     []byte
	deadline  time.Time
}

// The document of a failed call.
type failure struct {
	Message string  `json:"errorMessage"`
	Type    string  `json:"errorType"`
	Stack   []frame `json:"stackTrace,omitempty"`
}

type frame struct {
	Path  string `json:"path"`
	Line  int    `json:"line"`
	Label string `json:"label"`
}

var address = "http://" + os.Getenv("FC_RUNTIME_API") + "/2020-11-11/runtime/"

// Asks for the next call. Like the platform's SDK it insists on a deadline and a time limit.
func next() (*call, error) {
	answer, err := http.Get(address + "invocation/next")
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	event, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != 200 {
		return nil, fmt.Errorf("status %d: %v", answer.StatusCode, err)
	}
	deadline, err := strconv.ParseInt(answer.Header.Get("x-fc-function-deadline"), 10, 64)
	if err != nil {
		return nil, err
	}
	if _, err := strconv.Atoi(answer.Header.Get("x-fc-function-timeout")); err != nil {
		return nil, err
	}
	kind, _ := strconv.Atoi(answer.Header.Get("x-fc-function-type"))
	return &call{answer.Header.Get("x-fc-request-id"), kind, answer.Header, event, time.UnixMilli(deadline)}, nil
}

func post(path string, body []byte) {
	answer, err := http.Post(address+path, "application/json", bytes.NewReader(body))
	if err != nil {
		log.Print(err)
		return
	}
	io.Copy(io.Discard, answer.Body)
	answer.Body.Close()
	if answer.StatusCode != 200 {
		log.Printf("%s: status %d", path, answer.StatusCode)
	}
}

// Serves calls for ever. The next one is asked for before the current one is answered.
func serve(handle func(*call) ([]byte, error)) {
	calls := make(chan *call)
	go func() {
		for {
			if next, err := next(); err == nil {
				calls <- next
			} else {
				log.Print(err)
				time.Sleep(10 * time.Millisecond)
			}
		}
	}()
	for call := range calls {
		answer(call, handle)
	}
}

func answer(call *call, handle func(*call) ([]byte, error)) {
	name := []string{"FC Invoke", "FC Initialize", "FC PreStop"}[call.kind]
	fmt.Printf("%s Start RequestId: %s\n", name, call.requestID)
	result, failed, end := run(call, handle)
	fmt.Printf("%s End RequestId: %s%s\n", name, call.requestID, end)
	if failed == nil {
		post("invocation/"+call.requestID+"/response", result)
		return
	}
	document, _ := json.Marshal(failed)
	post("invocation/"+call.requestID+"/error", document)
}

func run(call *call, handle func(*call) ([]byte, error)) (result []byte, failed *failure, end string) {
	defer func() {
		if reason := recover(); reason != nil {
			failed = &failure{fmt.Sprint(reason), typeName(reason), stack()}
			end = ", Error: Unhandled function error"
		}
	}()
	result, err := handle(call)
	if err != nil {
		failed = &failure{Message: err.Error(), Type: typeName(err)}
	}
	return
}

func typeName(value any) string {
	kind := reflect.TypeOf(value)
	if kind.Kind() == reflect.Ptr {
		return kind.Elem().Name()
	}
	return kind.Name()
}

func stack() (frames []frame) {
	places := make([]uintptr, 16)
	found := runtime.CallersFrames(places[:runtime.Callers(4, places)])
	for {
		place, more := found.Next()
		frames = append(frames, frame{place.File, place.Line, place.Function})
		if !more {
			return
		}
	}
}
