// Command record writes golden bytes, made by the real Go side, for the tests of the codecs.
//
//	go run ./cmd/record SUBJECT FOLDER
package main

import (
	"fmt"
	"os"
)

var subjects = map[string]func(folder string) error{
	"gob":   recordGob,
	"yamux": recordYamux,
}

func main() {
	if len(os.Args) != 3 || subjects[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: record SUBJECT FOLDER; subjects:")
		for subject := range subjects {
			fmt.Fprintln(os.Stderr, " ", subject)
		}
		os.Exit(2)
	}
	if err := subjects[os.Args[1]](os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
