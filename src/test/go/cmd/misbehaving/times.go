package main

import (
	"strconv"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
)

// moments are times as plugins may make them, by name; an unknown name is no time at all.
var moments = map[string]func() time.Time{
	"utc":           func() time.Time { return day(time.UTC) },
	"local":         func() time.Time { return day(time.Local) },
	"now":           time.Now,
	"zone":          func() time.Time { return day(time.FixedZone("half", 5*3600+1800)) },
	"zone-seconds":  func() time.Time { return day(time.FixedZone("odd", 1*3600+23*60+45)) },
	"zone-negative": func() time.Time { return day(time.FixedZone("west", -(11*3600 + 59*60 + 59))) },
	"zone-zero":     func() time.Time { return day(time.FixedZone("GMT", 0)) },
	// An offset of -1 minute is how the binary form says UTC: Go refuses to encode it.
	"zone-minute":  func() time.Time { return day(time.FixedZone("ambiguous", -60)) },
	"zone-far":     func() time.Time { return day(time.FixedZone("far", 32767*60)) },
	"zero":         func() time.Time { return time.Time{} },
	"after-zero":   func() time.Time { return time.Time{}.Add(time.Nanosecond) },
	"year-9999":    func() time.Time { return time.Date(9999, 12, 31, 23, 59, 59, 999999999, time.UTC) },
	"year-10000":   func() time.Time { return time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
	"before-1970":  func() time.Time { return time.Date(1969, 12, 31, 23, 59, 59, 999999999, time.UTC) },
	"before-1":     func() time.Time { return time.Date(-1, 6, 1, 0, 0, 0, 0, time.UTC) },
	"whole-second": func() time.Time { return time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC) },
}

func day(zone *time.Location) time.Time { return time.Date(2024, 2, 29, 23, 59, 59, 123456789, zone) }

// timed has the time in all its fields, and its text in UTC for comparison.
func timed(name string) v1alpha1.Measurement {
	moment, known := moments[name]
	if !known {
		return successful("")
	}
	t := &metav1.Time{Time: moment()}
	m := successful(t.UTC().Format(time.RFC3339Nano))
	m.StartedAt, m.FinishedAt, m.ResumeAt = t, t, t
	return m
}

func many(count int) map[string]string {
	metadata := make(map[string]string, count)
	for i := range count {
		metadata[strconv.Itoa(i)] = strconv.Itoa(i)
	}
	return metadata
}
