// Command merge makes AnalysisRuns of templates by the code of Argo's own controller for Rollouts. It reads one set of
// templates a line, and writes the spec of the run, or the refusal, as one line.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"

	log "github.com/sirupsen/logrus"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/cache"

	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	listers "github.com/argoproj/argo-rollouts/pkg/client/listers/rollouts/v1alpha1"
)

const (
	longestLine = 10 << 20
	namespace   = "shops"
)

// set is the templates of a cluster, and what a step of a Rollout says of its analysis.
type set struct {
	Templates        []*v1alpha1.AnalysisTemplate        `json:"templates"`
	ClusterTemplates []*v1alpha1.ClusterAnalysisTemplate `json:"clusterTemplates"`
	Step             v1alpha1.RolloutAnalysis            `json:"step"`
	Args             []v1alpha1.Argument                 `json:"args"`
}

// merged has one of its members.
type merged struct {
	Spec  *v1alpha1.AnalysisRunSpec `json:"spec,omitempty"`
	Error string                    `json:"error,omitempty"`
}

func main() {
	log.SetOutput(io.Discard)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, longestLine)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var s set
		must(json.Unmarshal(lines.Bytes(), &s))
		must(out.Encode(merge(&s)))
	}
	must(lines.Err())
}

func merge(s *set) merged {
	run, err := newRun(rolloutContext(s), &s.Step, s.Args, "", "", map[string]string{})
	if err != nil {
		return merged{Error: err.Error()}
	}
	return merged{Spec: &run.Spec}
}

func (s *set) listers() (listers.AnalysisTemplateLister, listers.ClusterAnalysisTemplateLister) {
	named := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{})
	for _, template := range s.Templates {
		template.Namespace = namespace
		must(named.Add(template))
	}
	ofCluster := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{})
	for _, template := range s.ClusterTemplates {
		must(ofCluster.Add(template))
	}
	return listers.NewAnalysisTemplateLister(named), listers.NewClusterAnalysisTemplateLister(ofCluster)
}

func rollout() *v1alpha1.Rollout {
	return &v1alpha1.Rollout{
		ObjectMeta: metav1.ObjectMeta{Name: "shop", Namespace: namespace},
		Spec:       v1alpha1.RolloutSpec{Selector: &metav1.LabelSelector{}},
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
