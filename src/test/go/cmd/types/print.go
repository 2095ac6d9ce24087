package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// firstID is the first type id that encoding/gob does not keep for itself.
const firstID = 65

// print writes the JSON document that the Java class dev.assay.wire.gob.GobTypes reads, and describes: a line per type
// and per field.
func print(out io.Writer, all []*described, version string) {
	about := fmt.Sprintf("The Go types of what Argo Rollouts %s and its metric plugins send to each other, net/rpc's headers"+
		" included. Made by src/test/go/cmd/types; the README there says how to make it again.", version)
	id := firstID
	types := make([]string, len(all))
	for i, d := range all {
		switch d.Kind {
		case "struct", "opaque", "slice", "array", "map":
			d.ID = id
			id++
		}
		types[i] = line(d)
		if len(d.Fields) > 0 {
			fields := make([]string, len(d.Fields))
			for j, f := range d.Fields {
				fields[j] = "  " + line(f)
			}
			types[i] = strings.TrimSuffix(types[i], "}") + ",\"fields\":[\n" + strings.Join(fields, ",\n") + "]}"
		}
	}
	fmt.Fprintf(out, "{\"about\":%s,\n\"types\":[\n%s\n]}\n", line(about), strings.Join(types, ",\n"))
}

// line is a value as JSON on one line; it has no value that JSON cannot hold.
func line(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}
