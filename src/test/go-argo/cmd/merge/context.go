package main

import (
	"reflect"
	"unsafe"

	log "github.com/sirupsen/logrus"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	listers "github.com/argoproj/argo-rollouts/pkg/client/listers/rollouts/v1alpha1"
	argo "github.com/argoproj/argo-rollouts/rollout"
)

// newRun is Argo's newAnalysisRunFromRollout, which is not exported.
//
//go:linkname newRun github.com/argoproj/argo-rollouts/rollout.(*rolloutContext).newAnalysisRunFromRollout
func newRun(c unsafe.Pointer, step *v1alpha1.RolloutAnalysis, args []v1alpha1.Argument, podHash, infix string, labels map[string]string) (*v1alpha1.AnalysisRun, error)

// rest is more than the fields of Argo's rolloutContext after the Rollout take.
const rest = 64 << 10

// rolloutContext is Argo's, which is not exported, with the fields that newRun reads. It begins like Argo's controller with
// the parts that all contexts share; a logger and the Rollout follow.
func rolloutContext(s *set) unsafe.Pointer {
	shared, found := reflect.TypeOf(argo.Controller{}).FieldByName("reconcilerBase")
	if !found || shared.Offset != 0 {
		panic("Argo's controller does not begin with reconcilerBase any more")
	}
	context := reflect.New(reflect.StructOf([]reflect.StructField{
		{Name: "Shared", Type: shared.Type},
		{Name: "Log", Type: reflect.TypeFor[*log.Entry]()},
		{Name: "Rollout", Type: reflect.TypeFor[*v1alpha1.Rollout]()},
		{Name: "Rest", Type: reflect.TypeFor[[rest]byte]()},
	})).Elem()
	templates, clusterTemplates := s.listers()
	write[listers.AnalysisTemplateLister](context.Field(0), "analysisTemplateLister", templates)
	write[listers.ClusterAnalysisTemplateLister](context.Field(0), "clusterAnalysisTemplateLister", clusterTemplates)
	context.Field(1).Set(reflect.ValueOf(log.NewEntry(log.StandardLogger())))
	context.Field(2).Set(reflect.ValueOf(rollout()))
	return context.Addr().UnsafePointer()
}

// write sets a field that Argo does not export.
func write[T any](shared reflect.Value, field string, value T) {
	*(*T)(unsafe.Pointer(shared.FieldByName(field).UnsafeAddr())) = value
}
