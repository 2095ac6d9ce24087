// Command analysis-run takes scripted AnalysisRuns through the code of Argo's own controller, with a clock and providers
// of its own. It reads one script a line and writes the outcomes of its steps as one line.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"

	log "github.com/sirupsen/logrus"

	timeutil "github.com/argoproj/argo-rollouts/utils/time"
)

const longestLine = 10 << 20

func main() {
	log.SetOutput(io.Discard)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, longestLine)
	out := json.NewEncoder(os.Stdout)
	c := newController()
	for lines.Scan() {
		var s script
		must(json.Unmarshal(lines.Bytes(), &s))
		must(out.Encode(play(&s, c)))
	}
	must(lines.Err())
}

func play(s *script, c *controller) []outcome {
	p := newPlayer(s, c)
	timeutil.SetNowTimeFunc(p.clock.now)
	outcomes := make([]outcome, 0, len(s.Steps))
	for _, step := range s.Steps {
		outcomes = append(outcomes, p.step(step))
	}
	return outcomes
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
