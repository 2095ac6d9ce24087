package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"sync"

	log "github.com/sirupsen/logrus"

	"github.com/argoproj/argo-rollouts/metric"
	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
)

// player takes one run through its steps.
type player struct {
	script     *script
	run        *v1alpha1.AnalysisRun
	controller *controller
	clock      *clock
	main       string
	lock       sync.Mutex
	calls      []call
}

// call is one of the current step. Those of GarbageCollect come last, in their own order.
type call struct {
	text  string
	order int
}

func newPlayer(s *script, c *controller) *player {
	p := &player{script: s, run: s.Run.DeepCopy(), controller: c, clock: newClock(), main: goroutine()}
	c.providers = p.provider
	return p
}

func (p *player) step(s step) outcome {
	p.clock.advance(milliseconds(s.Wait))
	p.controller.after, p.controller.deleted, p.calls = nil, false, []call{}
	if s.Terminate {
		p.run.Spec.Terminate = true
	}
	known := len(p.run.Status.MetricResults)
	status := reconcile(p.controller.argo, p.run).Status.DeepCopy()
	// New ones stand in the order in which the goroutines came to their ends.
	fresh := status.MetricResults[known:]
	sort.Slice(fresh, func(i, j int) bool { return p.index(fresh[i].Name) < p.index(fresh[j].Name) })
	text, err := json.Marshal(status)
	must(err)
	if p.script.Persist {
		status = &v1alpha1.AnalysisRunStatus{}
		must(json.Unmarshal(text, status))
	}
	p.run.Status = *status
	return p.outcome()
}

func (p *player) outcome() outcome {
	o := outcome{
		At:      p.clock.now().UnixMilli(),
		Status:  p.run.Status,
		Calls:   []string{},
		Deleted: p.controller.deleted,
	}
	sort.SliceStable(p.calls, func(i, j int) bool { return p.calls[i].order < p.calls[j].order })
	for _, c := range p.calls {
		o.Calls = append(o.Calls, c.text)
	}
	if p.controller.after != nil && !p.run.Status.Phase.Completed() {
		after := p.controller.after.Nanoseconds()
		o.After = &after
	}
	return o
}

func (p *player) index(name string) int {
	for i, m := range p.script.Run.Spec.Metrics {
		if m.Name == name {
			return i
		}
	}
	return len(p.script.Run.Spec.Metrics)
}

func (p *player) note(order int, format string, args ...any) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.calls = append(p.calls, call{fmt.Sprintf(format, args...), order})
}

// provider is Argo's newProvider. Only GarbageCollect is asked for by the goroutine of the controller itself.
func (p *player) provider(_ log.Entry, _ string, m v1alpha1.Metric) (metric.Provider, error) {
	if goroutine() == p.main {
		return scripted{player: p}, nil
	}
	a := p.next(m.Name)
	if a.Fault != "" {
		p.note(p.index(m.Name), "none %s", m.Name)
		p.clock.take(milliseconds(a.Takes), p.main)
		return nil, errors.New(a.Fault)
	}
	return scripted{p, a}, nil
}

func (p *player) next(name string) answer {
	p.lock.Lock()
	defer p.lock.Unlock()
	left := p.script.Answers[name]
	if len(left) == 0 {
		return answer{Phase: v1alpha1.AnalysisPhaseSuccessful, Started: true, Finished: true}
	}
	p.script.Answers[name] = left[1:]
	return left[0]
}

// scripted answers one call.
type scripted struct {
	*player
	answer answer
}

func (s scripted) Run(_ *v1alpha1.AnalysisRun, m v1alpha1.Metric) v1alpha1.Measurement {
	return s.call("run", m)
}

func (s scripted) Resume(_ *v1alpha1.AnalysisRun, m v1alpha1.Metric, _ v1alpha1.Measurement) v1alpha1.Measurement {
	return s.call("resume", m)
}

func (s scripted) Terminate(_ *v1alpha1.AnalysisRun, m v1alpha1.Metric, _ v1alpha1.Measurement) v1alpha1.Measurement {
	return s.call("terminate", m)
}

func (s scripted) call(verb string, m v1alpha1.Metric) v1alpha1.Measurement {
	s.note(s.index(m.Name), "%s %s", verb, m.Name)
	called := s.clock.now()
	s.clock.take(milliseconds(s.answer.Takes), s.main)
	return s.answer.measurement(called)
}

func (s scripted) GarbageCollect(_ *v1alpha1.AnalysisRun, m v1alpha1.Metric, limit int) error {
	s.note(len(s.script.Run.Spec.Metrics), "collect %s %d", m.Name, limit)
	if len(s.script.Collections) == 0 {
		return nil
	}
	fault := s.script.Collections[0]
	s.script.Collections = s.script.Collections[1:]
	if fault == "" {
		return nil
	}
	return errors.New(fault)
}

func (scripted) Type() string { return "scripted" }

func (s scripted) GetMetadata(m v1alpha1.Metric) map[string]string {
	return s.script.Metadata[m.Name]
}
