package main

import (
	"os"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/utils/plugin/types"
)

type provider struct {
	startup startup
	// pipe is the process's own stderr, which go-plugin does not redirect.
	pipe *os.File
	// connection is nil unless the plugin was started with -own-listener.
	connection *connection
}

func (p *provider) InitPlugin() types.RpcError {
	return types.RpcError{ErrorString: p.startup.initialize()}
}

func (p *provider) Run(_ *v1alpha1.AnalysisRun, metric v1alpha1.Metric) v1alpha1.Measurement {
	return p.obey(orderIn(metric))
}

func (p *provider) Resume(
	_ *v1alpha1.AnalysisRun, metric v1alpha1.Metric, _ v1alpha1.Measurement,
) v1alpha1.Measurement {
	return p.obey(orderIn(metric))
}

func (p *provider) Terminate(
	_ *v1alpha1.AnalysisRun, metric v1alpha1.Metric, _ v1alpha1.Measurement,
) v1alpha1.Measurement {
	return p.obey(orderIn(metric))
}

func (p *provider) GarbageCollect(_ *v1alpha1.AnalysisRun, metric v1alpha1.Metric, _ int) types.RpcError {
	return types.RpcError{ErrorString: p.obey(orderIn(metric)).Message}
}

func (p *provider) Type() string { return "Misbehaving" }

func (p *provider) GetMetadata(metric v1alpha1.Metric) map[string]string {
	return p.obey(orderIn(metric)).Metadata
}

// obey returns the measurement of which every verb returns its part.
func (p *provider) obey(o order) v1alpha1.Measurement {
	if crash, known := crashes[o.Do]; known {
		crash(o)
	}
	if write, known := writes[o.Do]; known {
		write(p, o)
	}
	if answer, known := answers[o.Do]; known {
		return answer(o)
	}
	switch o.Do {
	case "disconnect":
		if err := p.connection.disconnect(); err != nil {
			return failure(err.Error())
		}
	case "close-listener":
		if err := p.connection.Close(); err != nil {
			return failure(err.Error())
		}
	}
	return successful(o.Text)
}
