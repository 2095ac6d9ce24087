// Command pre-1.5 is a metric plugin as plugins were before Argo Rollouts 1.5: it serves a host with the cookie "metrics",
// is dispensed as RpcMetricsPlugin, and is initialised with the metric of the first call.
//
// Its part of a metric is an order: {"init": TEXT} fails the initialisation, {"error": TEXT} fails a call. Else it answers
// with what it has seen.
package main

import (
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"net/rpc"
	"sync"

	goplugin "github.com/hashicorp/go-plugin"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/utils/plugin/types"
)

// The arguments, under the names that such a plugin registers. They are declared here, since today's Argo registers
// other types under some of the names.
type (
	RunArgs struct {
		AnalysisRun *v1alpha1.AnalysisRun
		Metric      v1alpha1.Metric
	}
	TerminateAndResumeArgs struct {
		AnalysisRun *v1alpha1.AnalysisRun
		Metric      v1alpha1.Metric
		Measurement v1alpha1.Measurement
	}
	GarbageCollectArgs struct {
		AnalysisRun *v1alpha1.AnalysisRun
		Metric      v1alpha1.Metric
		Limit       int
	}
	InitMetricsPluginAndGetMetadataArgs struct {
		Metric v1alpha1.Metric
	}
)

func init() {
	gob.RegisterName("RunArgs", new(RunArgs))
	gob.RegisterName("TerminateAndResumeArgs", new(TerminateAndResumeArgs))
	gob.RegisterName("GarbageCollectArgs", new(GarbageCollectArgs))
	gob.RegisterName("InitMetricsPluginAndGetMetadataArgs", new(InitMetricsPluginAndGetMetadataArgs))
}

type order struct {
	Init  string
	Error string
}

func orderOf(metric v1alpha1.Metric) order {
	var o order
	for _, config := range metric.Provider.Plugin {
		if err := json.Unmarshal(config, &o); err != nil {
			o.Error = err.Error()
		}
	}
	return o
}

// Server is the receiver of net/rpc's calls.
type Server struct {
	mutex       sync.Mutex
	attempts    int
	initialised string
}

func (s *Server) InitPlugin(args any, reply *types.RpcError) error {
	metric := args.(*InitMetricsPluginAndGetMetadataArgs).Metric
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.attempts++
	if reply.ErrorString = orderOf(metric).Init; reply.ErrorString == "" {
		s.initialised = metric.Name
	}
	return nil
}

func (s *Server) seen() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return fmt.Sprintf("attempt %d to initialise, with metric %s", s.attempts, s.initialised)
}

func (s *Server) measure(verb string, run *v1alpha1.AnalysisRun, metric v1alpha1.Metric, m *v1alpha1.Measurement) error {
	o := orderOf(metric)
	if o.Error == "net/rpc" {
		return errors.New("an error of net/rpc")
	}
	m.Phase = v1alpha1.AnalysisPhaseSuccessful
	m.Value = verb + " of " + run.Name + ": " + s.seen()
	if o.Error != "" {
		m.Phase = v1alpha1.AnalysisPhaseError
		m.Message = o.Error
	}
	return nil
}

func (s *Server) Run(args any, reply *v1alpha1.Measurement) error {
	a := args.(*RunArgs)
	return s.measure("run", a.AnalysisRun, a.Metric, reply)
}

func (s *Server) Resume(args any, reply *v1alpha1.Measurement) error {
	a := args.(*TerminateAndResumeArgs)
	*reply = a.Measurement
	return s.measure("resume", a.AnalysisRun, a.Metric, reply)
}

func (s *Server) Terminate(args any, reply *v1alpha1.Measurement) error {
	a := args.(*TerminateAndResumeArgs)
	*reply = a.Measurement
	return s.measure("terminate", a.AnalysisRun, a.Metric, reply)
}

func (s *Server) GarbageCollect(args any, reply *types.RpcError) error {
	a := args.(*GarbageCollectArgs)
	if a.Limit == 0 {
		reply.ErrorString = "nothing may stay of " + a.AnalysisRun.Name
	}
	return nil
}

func (s *Server) Type(_ any, reply *string) error {
	*reply = "pre-1.5"
	return nil
}

func (s *Server) GetMetadata(args any, reply *map[string]string) error {
	*reply = map[string]string{"metric": args.(*InitMetricsPluginAndGetMetadataArgs).Metric.Name, "seen": s.seen()}
	return nil
}

type plugin struct{}

func (plugin) Server(*goplugin.MuxBroker) (any, error) { return &Server{}, nil }

func (plugin) Client(*goplugin.MuxBroker, *rpc.Client) (any, error) {
	return nil, errors.New("no host")
}

func main() {
	goplugin.Serve(&goplugin.ServeConfig{
		HandshakeConfig: goplugin.HandshakeConfig{
			ProtocolVersion:  1,
			MagicCookieKey:   "ARGO_ROLLOUTS_RPC_PLUGIN",
			MagicCookieValue: "metrics",
		},
		Plugins: map[string]goplugin.Plugin{"RpcMetricsPlugin": plugin{}},
	})
}
