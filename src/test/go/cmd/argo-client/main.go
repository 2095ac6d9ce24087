// Command argo-client asks metric plugins as the Argo Rollouts controller does, with Argo's own code. It reads requests
// from stdin, one JSON object a line, and prints the answer to each as one line; see request and answer.
//
//	argo-client -plugin NAMESPACE/NAME=FILE[,ARGUMENT...] ...
//	argo-client -plugin ... -bench [-sequential N] [-concurrent N] [-callers N]
//
// With -bench the first request is made over and over, as a run of the first plugin, and the figures are printed.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	goplugin "github.com/hashicorp/go-plugin"
)

func main() {
	var plugins pluginList
	flag.Var(&plugins, "plugin", "NAMESPACE/NAME=FILE[,ARGUMENT...], may be given several times")
	bench := flag.Bool("bench", false, "measure instead of answering")
	load := load{}
	flag.IntVar(&load.sequential, "sequential", 2000, "calls one after the other")
	flag.IntVar(&load.concurrent, "concurrent", 20000, "calls of all concurrent callers together")
	flag.IntVar(&load.callers, "callers", 64, "concurrent callers")
	flag.Parse()

	code := 0
	if err := work(plugins, *bench, load); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func work(plugins pluginList, bench bool, load load) error {
	folder, err := install(plugins)
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	defer goplugin.CleanupClients()
	if bench {
		return printBench(plugins, load)
	}
	return answerAll()
}

func answerAll() error {
	lines := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		line, err := readLine(lines)
		if err != nil || line == nil {
			return err
		}
		if err := out.Encode(answerTo(line)); err != nil {
			return fmt.Errorf("tried to print an answer, but %w", err)
		}
	}
}
