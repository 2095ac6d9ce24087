package main

import (
	"bytes"
	"runtime"
	"sync"
	"time"
)

// clock stands still, except that each goroutine is ahead of it by the time that its call has taken. So calls that are
// made at the same time end at times that do not depend on the scheduler.
type clock struct {
	lock  sync.Mutex
	base  time.Time
	ahead map[string]time.Duration
}

func newClock() *clock {
	return &clock{base: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), ahead: map[string]time.Duration{}}
}

func (c *clock) now() time.Time {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.base.Add(c.ahead[goroutine()])
}

// take lets the calling goroutine be ahead, and the main one by the longest time of all.
func (c *clock) take(d time.Duration, main string) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.ahead[goroutine()] += d
	c.ahead[main] = max(c.ahead[main], d)
}

// advance moves the clock to the end of the step, and further by a pause.
func (c *clock) advance(pause time.Duration) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.base = c.base.Add(c.ahead[goroutine()] + pause)
	clear(c.ahead)
}

// goroutine is the name of the calling goroutine, as stack traces have it.
func goroutine() string {
	stack := make([]byte, 64)
	stack = stack[:runtime.Stack(stack, false)]
	return string(bytes.Fields(stack)[1])
}
