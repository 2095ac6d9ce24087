package main

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"math"
	"net/netip"
	"net/rpc"
	"os"
	"path/filepath"
	"strings"
	"time"

	argorpc "github.com/argoproj/argo-rollouts/metricproviders/plugin/rpc"
	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/utils/plugin/types"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// A golden is one gob stream: values encoded one after the other by one encoder.
type golden struct {
	name   string
	words  string
	values []any
}

type (
	Point    struct{ X, Y int }
	Wrapped  struct{ P Point }
	Pointers struct {
		N *int
		S *string
		P *Point
		Q **Point
		A *[2]int
	}
	Scalars struct {
		B bool
		I int8
		J int64
		U uint8
		V uint64
		F float32
		G float64
		C complex128
		S string
		Y []byte
	}
	Containers struct {
		Slice  []string
		Array  [3]int
		Map    map[string]int
		Nested map[string][]Point
		Bytes  [4]byte
		Points []*Hidden
		Bools  []bool
	}
	Tree struct {
		Label string
		Kids  []*Tree
	}
	Empty struct{}
	Anys  struct {
		Before string
		A, B   any
		After  string
	}
	Deep struct{ Inner any }
	Leaf struct{ Name string }
	// Hidden is met first as the element of a slice of pointers, so gob gives it no name.
	Hidden struct{ Name string }
	Other  struct{ Leaf Leaf }
	Opaque struct {
		When  time.Time
		Ptr   *time.Time
		Addr  netip.Addr
		Kube  metav1.Time
		KubeP *metav1.Time
	}
	Many struct {
		A, B, C, D, E, F, G, H string
	}
)

func ptr[T any](v T) *T { return &v }

func kinds() []golden {
	negativeZero := math.Copysign(0, -1)
	return []golden{
		{"bool", "true, false", []any{true, false}},
		{"int", "0, 1, -1, 63, 64, -64, -65, largest, smallest", []any{0, 1, -1, 63, 64, -64, -65, int64(math.MaxInt64), int64(math.MinInt64)}},
		{"uint", "0, 127, 128, 256, largest", []any{uint(0), uint(127), uint8(128), uint16(256), uint64(math.MaxUint64)}},
		{"float", "0, 1, -2.5, 17, infinity, float32 1.5, smallest", []any{0.0, 1.0, -2.5, 17.0, math.Inf(1), float32(1.5), math.SmallestNonzeroFloat64}},
		{"complex", "1-2i, 0", []any{complex(1, -2), complex64(0)}},
		{"string", "empty, ascii, unicode, not UTF-8", []any{"", "hello", "grüße 世界 🚀", "a\xffb"}},
		{"bytes", "empty, three", []any{[]byte{}, []byte{0, 1, 255}}},
		{"slice", "of strings, of ints, empty, of slices", []any{[]string{"a", "", "c"}, []int{1, 0, -1}, []string{}, [][]int{{1}, {}, {2, 3}}}},
		{"array", "of ints, zero, of length 0", []any{[3]int{1, 2, 3}, [2]bool{}, [0]int{}}},
		{"map", "one entry, empty, several", []any{map[string]int{"a": 0}, map[string]int{}, map[int]string{1: "x", 2: "", 3: "z"}}},
		{"point", "the struct of encoding/gob's documentation, twice", []any{Point{22, 33}, Point{0, 0}}},
		{"wrapped", "a struct in a struct, zero", []any{Wrapped{}}},
		{"empty-struct", "a struct without fields", []any{Empty{}, []Empty{{}, {}}}},
		{"scalars", "zero; all set; negative zero is not sent", []any{Scalars{}, Scalars{true, -8, 1 << 40, 200, 1 << 63, 0.25, math.Pi, 2i, "s", []byte("y")}, Scalars{G: negativeZero}}},
		{"pointers", "nil; pointers to zero values; pointers to values", []any{Pointers{}, Pointers{N: ptr(0), S: ptr(""), P: &Point{}, Q: ptr(&Point{}), A: &[2]int{}}, Pointers{N: ptr(7), S: ptr("x"), P: &Point{Y: 1}, Q: ptr(&Point{X: 2}), A: &[2]int{0, 1}}}},
		{"containers", "nil; empty but not nil; filled", []any{Containers{}, Containers{Slice: []string{}, Map: map[string]int{}, Nested: map[string][]Point{}}, Containers{
			Slice: []string{""}, Array: [3]int{0, 5, 0}, Map: map[string]int{"zero": 0}, Nested: map[string][]Point{"k": {{}, {X: 1}}}, Bytes: [4]byte{1, 0, 2, 0}, Points: []*Hidden{{}, {Name: "l"}}, Bools: []bool{true, false}}}},
		{"tree", "a type that contains itself", []any{Tree{Label: "root", Kids: []*Tree{{Label: "a"}, {Kids: []*Tree{{Label: "b"}}}}}}},
		{"opaque", "GobEncoder and BinaryMarshaler, zero, and set, and pointers to zero", []any{Opaque{}, Opaque{
			When: time.Date(2024, 2, 29, 12, 30, 15, 123456789, time.UTC), Ptr: &time.Time{}, Addr: netip.MustParseAddr("10.1.2.3"),
			Kube: metav1.NewTime(time.Date(1969, 12, 31, 23, 59, 59, 1, time.FixedZone("", 5*3600+45*60))), KubeP: &metav1.Time{}}}},
		{"nil-interface", "a nil value of interface type, as net/rpc sends it to Plugin.InitPlugin", []any{new(any)}},
		{"interface-of-basics", "int, string, []byte, []string, bool in an interface", []any{ptr(any(5)), ptr(any("five")), ptr(any([]byte{5})), ptr(any([]string{"f"})), ptr(any(false))}},
		{"interface-of-struct", "its definitions come within the value; the second time none", []any{ptr(any(Other{Leaf{"l"}})), ptr(any(Other{Leaf{"m"}}))}},
		{"interfaces-in-struct", "two late types between fields", []any{Anys{"b", Point{1, 2}, Other{Leaf{"x"}}, "a"}, Anys{A: Point{3, 4}, B: nil}}},
		{"interfaces-in-interfaces", "definitions within the bytes of a value", []any{ptr(any(Deep{Deep{Other{Leaf{"deep"}}}})), ptr(any(Deep{Point{1, 1}})), Deep{Tree{Label: "t"}}}},
		{"slice-of-interfaces", "late types in elements, nil between", []any{[]any{Leaf{"1"}, nil, Point{1, 1}, 5, Leaf{"2"}}, map[string]any{"k": Empty{}}}},
		{"many-interfaces", "more elements than the first message has bytes", []any{manyAnys()}},
		{"long-string", "2000 bytes: lengths of more than one byte", []any{strings.Repeat("0123456789", 200)}},
	}
}

func manyAnys() []any {
	many := []any{Leaf{"late"}}
	for i := range 200 {
		many = append(many, i)
	}
	return append(many, Point{1, 2}, nil)
}

func times() []golden {
	zone := func(seconds int) *time.Location { return time.FixedZone("", seconds) }
	at := func(l *time.Location) any { return time.Date(2023, 11, 5, 1, 2, 3, 987654321, l) }
	return []golden{
		{"time-utc", "2023-11-05T01:02:03.987654321Z", []any{at(time.UTC)}},
		{"time-east", "2023-11-05T01:02:03.987654321+05:45", []any{at(zone(20700))}},
		{"time-west", "2023-11-05T01:02:03.987654321-03:30", []any{at(zone(-12600))}},
		{"time-seconds-east", "2023-11-05T01:02:03.987654321+00:19:32", []any{at(zone(1172))}},
		{"time-seconds-west", "2023-11-05T01:02:03.987654321-04:56:02", []any{at(zone(-17762))}},
		{"time-18-hours", "2023-11-05T01:02:03.987654321-18:00", []any{at(zone(-18 * 3600))}},
		{"time-zero", "null", []any{time.Time{}}},
		{"time-before-1", "-0044-03-15T12:00:00Z", []any{time.Date(-44, 3, 15, 12, 0, 0, 0, time.UTC)}},
		{"time-9999", "9999-12-31T23:59:59.999999999Z", []any{time.Date(9999, 12, 31, 23, 59, 59, 999999999, time.UTC)}},
	}
}

func measurement() v1alpha1.Measurement {
	return v1alpha1.Measurement{
		Phase:      v1alpha1.AnalysisPhaseRunning,
		Message:    "m",
		StartedAt:  ptr(metav1.NewTime(time.Date(2024, 1, 2, 3, 4, 5, 6, time.FixedZone("", -9*3600-30*60)))),
		FinishedAt: ptr(metav1.NewTime(time.Date(2024, 1, 2, 3, 4, 6, 0, time.FixedZone("", 1172)))),
		Value:      "[0.5]",
		Metadata:   map[string]string{"k": "v"},
		ResumeAt:   ptr(metav1.NewTime(time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC))),
	}
}

func protocol() []golden {
	run, metric := fullRun()
	var none any
	empty := &v1alpha1.AnalysisRun{}
	request := func(method string, seq uint64) any { return &rpc.Request{ServiceMethod: method, Seq: seq} }
	response := func(method string, seq uint64, e string) any {
		return &rpc.Response{ServiceMethod: method, Seq: seq, Error: e}
	}
	return []golden{
		{"control-requests", "Ping, Quit, Dispense", []any{request("Control.Ping", 0), true, request("Control.Quit", 1), true, request("Dispenser.Dispense", 2), "RpcMetricProviderPlugin"}},
		{"control-responses", "Ping, Quit, Dispense", []any{response("Control.Ping", 0, ""), &struct{}{}, response("Control.Quit", 1, ""), &struct{}{}, response("Dispenser.Dispense", 2, ""), uint32(1)}},
		{"init-request", "the nil interface", []any{request("Plugin.InitPlugin", 0), &none}},
		{"run-request", "every field of AnalysisRun and Metric set; then an empty AnalysisRun", []any{request("Plugin.Run", 1), ptr(any(argorpc.RunArgs{AnalysisRun: run, Metric: metric})), request("Plugin.Run", 2), ptr(any(argorpc.RunArgs{AnalysisRun: empty}))}},
		{"resume-request", "", []any{request("Plugin.Resume", 3), ptr(any(argorpc.TerminateAndResumeArgs{AnalysisRun: empty, Measurement: measurement()}))}},
		{"garbage-collect-request", "", []any{request("Plugin.GarbageCollect", 4), ptr(any(argorpc.GarbageCollectArgs{AnalysisRun: empty, Limit: 10}))}},
		{"metadata-request", "", []any{request("Plugin.GetMetadata", 5), ptr(any(argorpc.GetMetadataArgs{Metric: metric}))}},
		{"responses", "Measurement twice, RpcError twice, string, map twice, an error", []any{
			response("Plugin.Run", 1, ""), measurement(), response("Plugin.Run", 2, ""), v1alpha1.Measurement{},
			response("Plugin.InitPlugin", 3, ""), types.RpcError{ErrorString: "no"}, response("Plugin.InitPlugin", 4, ""), types.RpcError{},
			response("Plugin.Type", 5, ""), "kind", response("Plugin.GetMetadata", 6, ""), map[string]string{"a": "b"},
			response("Plugin.GetMetadata", 7, ""), map[string]string{}, response("Plugin.Run", 8, "rpc: can't find method"), struct{}{}}},
	}
}

func recordGob(folder string) error {
	for _, registered := range []any{Point{}, Wrapped{}, Tree{}, Empty{}, Anys{}, Deep{}, Leaf{}, Other{}} {
		gob.RegisterName(strings.TrimPrefix(fmt.Sprintf("%T", registered), "main."), registered)
	}
	described := newDescriber()
	files := []struct {
		name    string
		goldens []golden
	}{{"kinds", kinds()}, {"times", times()}, {"protocol", protocol()}}
	for _, file := range files {
		var text strings.Builder
		text.WriteString("# Written by src/test/go/cmd/record. Each: name, in words, the values as a reader sees them, the bytes of the stream.\n")
		for _, g := range file.goldens {
			var stream bytes.Buffer
			encoder := gob.NewEncoder(&stream)
			fmt.Fprintf(&text, "\nname: %s\nwords: %s\n", g.name, g.words)
			for _, value := range g.values {
				if err := encoder.Encode(value); err != nil {
					return fmt.Errorf("%s: %w", g.name, err)
				}
				fmt.Fprintf(&text, "value: %s\n", render(value))
				if err := described.add(value); err != nil {
					return fmt.Errorf("%s: %w", g.name, err)
				}
			}
			fmt.Fprintf(&text, "hex: %x\n", stream.Bytes())
		}
		if err := os.WriteFile(filepath.Join(folder, file.name+".txt"), []byte(text.String()), 0o644); err != nil {
			return err
		}
	}
	types, err := described.text()
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "types.json"), []byte(types), 0o644)
}
