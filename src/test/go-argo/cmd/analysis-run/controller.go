package main

import (
	"reflect"
	"time"
	"unsafe"

	log "github.com/sirupsen/logrus"
	"k8s.io/apimachinery/pkg/runtime"
	k8stesting "k8s.io/client-go/testing"
	k8srecord "k8s.io/client-go/tools/record"

	"github.com/argoproj/argo-rollouts/analysis"
	"github.com/argoproj/argo-rollouts/metric"
	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	clientset "github.com/argoproj/argo-rollouts/pkg/client/clientset/versioned"
	"github.com/argoproj/argo-rollouts/pkg/client/clientset/versioned/fake"
	"github.com/argoproj/argo-rollouts/utils/record"
)

// reconcile is Argo's reconcileAnalysisRun, which is not exported.
//
//go:linkname reconcile github.com/argoproj/argo-rollouts/analysis.(*Controller).reconcileAnalysisRun
func reconcile(c *analysis.Controller, run *v1alpha1.AnalysisRun) *v1alpha1.AnalysisRun

type newProvider = func(logCtx log.Entry, namespace string, metric v1alpha1.Metric) (metric.Provider, error)

// controller is Argo's, with providers of this program, and without queue and cluster.
type controller struct {
	argo      *analysis.Controller
	providers newProvider
	// after is when Argo wants to look at the run again; nil for no time.
	after   *time.Duration
	deleted bool
}

func newController() *controller {
	c := &controller{argo: &analysis.Controller{}}
	cluster := fake.NewSimpleClientset()
	cluster.PrependReactor("delete", "analysisruns", func(k8stesting.Action) (bool, runtime.Object, error) {
		c.deleted = true
		return true, nil, nil
	})
	set(c.argo, "newProvider", func(logCtx log.Entry, namespace string, m v1alpha1.Metric) (metric.Provider, error) {
		return c.providers(logCtx, namespace, m)
	})
	set(c.argo, "argoProjClientset", clientset.Interface(cluster))
	set(c.argo, "recorder", record.EventRecorder(unheard{}))
	set(c.argo, "enqueueAnalysisAfter", func(_ any, after time.Duration) { c.after = &after })
	return c
}

// unheard drops all events.
type unheard struct{}

func (unheard) Eventf(runtime.Object, record.EventOptions, string, ...any) {}
func (unheard) Warnf(runtime.Object, record.EventOptions, string, ...any)  {}
func (unheard) K8sRecorder() k8srecord.EventRecorder                       { return nil }

// set writes a field of Argo's controller that is not exported.
func set[T any](c *analysis.Controller, field string, value T) {
	f := reflect.ValueOf(c).Elem().FieldByName(field)
	*(*T)(unsafe.Pointer(f.UnsafeAddr())) = value
}
