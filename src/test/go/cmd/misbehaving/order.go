package main

import (
	"encoding/json"
	"time"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
)

// order is the plugin's own part of the metric. An order that is not known is answered with success and the text.
type order struct {
	// Do is a key of crashes, writes or answers, or "disconnect" or "close-listener" (both with -own-listener only).
	Do string `json:"do"`
	// Text is the phase, the message, the mark of a log line, the name of a time; what Do says.
	Text string `json:"text"`
	// To is where is written: "stdout", "stderr" or, for the pipe that go-plugin does not redirect, "pipe".
	To string `json:"to"`
	// Count is a number of lines, or an exit code.
	Count int `json:"count"`
	// Size is a number of bytes.
	Size int `json:"size"`
	// Duration is Go's text of one.
	Duration string `json:"duration"`
}

// orderIn is the order under whatever name the plugin was given.
func orderIn(metric v1alpha1.Metric) order {
	var o order
	for _, config := range metric.Provider.Plugin {
		o.read(config)
	}
	return o
}

// read takes "null" for an order to do nothing.
func (o *order) read(config []byte) {
	if err := json.Unmarshal(config, o); err != nil {
		panic(err)
	}
}

func (o order) duration() time.Duration {
	duration, err := time.ParseDuration(o.Duration)
	if err != nil {
		panic(err)
	}
	return duration
}
