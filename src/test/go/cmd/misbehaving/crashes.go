package main

import (
	"errors"
	"os"
	"runtime"
	"runtime/debug"
	"time"
)

// crashes are the orders that end the process, or leave the call without an answer.
var crashes = map[string]func(order){
	"panic":         func(o order) { panic(o.Text) },
	"panic-error":   func(o order) { panic(errors.New(o.Text)) },
	"panic-in-time": func(o order) { go panicLater(o) },
	"panic-again":   panicAgain,
	"panic-elsewhere": func(o order) {
		go panic(o.Text)
		select {}
	},
	"nil-map":     func(order) { unmade()["key"] = "value" },
	"nil-pointer": func(order) { println(missing().Text) },
	"index":       func(o order) { println(make([]int, o.Size)[o.Size+1]) },
	"map-writes":  writeConcurrently,
	"overflow":    overflow,
	"exit":        func(o order) { os.Exit(o.Count) },
	"goexit":      func(order) { runtime.Goexit() },
	"sleep":       func(o order) { time.Sleep(o.duration()) },
	"hang":        func(order) { select {} },
}

func unmade() map[string]string { return nil }

func missing() *order { return nil }

// panicLater panics when the call has been answered.
func panicLater(o order) {
	time.Sleep(o.duration())
	panic(o.Text)
}

// panicAgain panics a second time on the way out, which Go reports as one crash.
func panicAgain(o order) {
	defer func() { panic("and once more") }()
	panic(o.Text)
}

// writeConcurrently goes on until the runtime sees it, and calls it a fatal error.
func writeConcurrently(order) {
	shared := make(map[int]int)
	for range 8 {
		go func() {
			for i := 0; ; i++ {
				shared[i%64] = i
			}
		}()
	}
	select {}
}

// overflow needs little memory to reach its end.
func overflow(o order) {
	debug.SetMaxStack(1 << 20)
	println(deeper(o.Count))
}

func deeper(n int) int { return deeper(n+1) + 1 }
