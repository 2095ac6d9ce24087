package main

import (
	"fmt"
	"io"
)

func print(out io.Writer, all []*described, version string) {
	fmt.Fprintf(out, `# Go types that Argo Rollouts and its metric plugins send to each other by encoding/gob.
# argo-rollouts %s
# Made by src/test/go/cmd/types; src/test/go/README.md tells how to make it again.
#
# struct NAME GO-NAME [json]      fields follow; "json": the type reads its own JSON
#   FIELD JSON-NAME TYPE          JSON-NAME "-": not in JSON; ".": the fields of TYPE stand in JSON as fields of this struct
# opaque NAME GO-NAME ENCODING    the type makes its own bytes (GobEncoder: gob, BinaryMarshaler: binary)
`, version)
	for _, d := range all {
		if d.opaque != "" {
			fmt.Fprintf(out, "\nopaque %s %s %s\n", d.name, d.short, d.opaque)
			continue
		}
		custom := ""
		if d.custom {
			custom = " json"
		}
		fmt.Fprintf(out, "\nstruct %s %s%s\n", d.name, d.short, custom)
		for _, f := range d.fields {
			json := f.json
			switch {
			case f.inline:
				json = "."
			case json == "":
				json = "-"
			}
			fmt.Fprintf(out, "  %s %s %s\n", f.name, json, f.typ)
		}
	}
}
