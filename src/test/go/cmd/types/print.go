package main

import (
	"fmt"
	"io"
)

// firstID is the first type id that encoding/gob does not keep for itself.
const firstID = 65

// print writes what the Java class dev.assay.wire.gob.GobTypes reads, and describes.
func print(out io.Writer, all []*described, version string) {
	fmt.Fprintf(out, `# The Go types of what Argo Rollouts %s and its metric plugins send to each other, net/rpc's headers included.
# Made by src/test/go/cmd/types; the README there says how to make it again. dev.assay.wire.gob.GobTypes describes the format.
`, version)
	id := firstID
	for _, d := range all {
		form := ""
		if d.form != "" {
			form = " json=" + d.form
		}
		switch {
		case d.kind != "":
			fmt.Fprintf(out, "\nbasic %s %s%s\n", d.name, d.kind, form)
			continue
		case d.opaque != "":
			fmt.Fprintf(out, "\nopaque %d %s %s%s\n", id, d.name, d.opaque, form)
		default:
			fmt.Fprintf(out, "\nstruct %d %s%s\n", id, d.name, form)
			for _, f := range d.fields {
				fmt.Fprintf(out, "  %s\n", line(f))
			}
		}
		id++
	}
}

func line(f field) string {
	json := f.json
	if f.inline || json == "" {
		json = "-"
	}
	text := f.name + " " + json + " " + f.typ
	if f.inline {
		text += " inline"
	}
	if f.pointer {
		text += " pointer"
	}
	return text
}
