// Command types prints a description of every Go type that Argo Rollouts and its metric plugins send to each other, as
// encoding/gob sends it and encoding/json reads it. Its output is src/main/resources/dev/assay/metric/argo-types.json.
package main

import (
	"bufio"
	"fmt"
	netrpc "net/rpc"
	"os"
	"reflect"
	"runtime/debug"

	"github.com/argoproj/argo-rollouts/metricproviders/plugin/rpc"
	"github.com/argoproj/argo-rollouts/pkg/apis/rollouts/v1alpha1"
	"github.com/argoproj/argo-rollouts/utils/plugin/types"
)

// roots are the types of which a message of the protocol consists; all others are reached from them.
var roots = []reflect.Type{
	reflect.TypeFor[netrpc.Request](),
	reflect.TypeFor[netrpc.Response](),
	reflect.TypeFor[types.RpcError](),
	reflect.TypeFor[rpc.RunArgs](),
	reflect.TypeFor[rpc.TerminateAndResumeArgs](),
	reflect.TypeFor[rpc.GarbageCollectArgs](),
	reflect.TypeFor[rpc.GetMetadataArgs](),
	reflect.TypeFor[v1alpha1.Measurement](),
}

func main() {
	described, err := describe(roots)
	if err != nil {
		fmt.Fprintln(os.Stderr, "tried to describe Argo's types, but", err)
		os.Exit(1)
	}
	out := bufio.NewWriter(os.Stdout)
	print(out, described, versionOf("github.com/argoproj/argo-rollouts"))
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, "tried to print Argo's types, but", err)
		os.Exit(1)
	}
}

// versionOf is the version of a module that this program was built with.
func versionOf(module string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dependency := range info.Deps {
			if dependency.Path == module {
				return dependency.Version
			}
		}
	}
	return "of an unknown version"
}
