// Command web-metric judges a metric with Argo Rollouts' own web provider: it reads the metric as JSON from its standard
// input and prints the measurement as JSON.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	log "github.com/sirupsen/logrus"

	"github.com/argoproj/argo-rollouts/metricproviders/webmetric"
	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "web-metric:", err)
		os.Exit(1)
	}
}

func run() error {
	var metric v1alpha1.Metric
	if err := json.NewDecoder(os.Stdin).Decode(&metric); err != nil {
		return fmt.Errorf("tried to read a metric from standard input: %w", err)
	}
	client, err := webmetric.NewWebMetricHttpClient(metric)
	if err != nil {
		return err
	}
	parser, err := webmetric.NewWebMetricJsonParser(metric)
	if err != nil {
		return err
	}
	provider := webmetric.NewWebMetricProvider(*log.NewEntry(log.New()), client, parser)
	return json.NewEncoder(os.Stdout).Encode(provider.Run(&v1alpha1.AnalysisRun{}, metric))
}
