// Command bare-client talks to the plugin of the contract suite by go-plugin's own client, without Argo's code around it,
// and prints what it hears, a line for each thing. Plugins that do the same make the same lines.
//
//	bare-client [-mtls] FILE [ARGUMENT...]
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	netrpc "net/rpc"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"

	"github.com/argoproj/argo-rollouts/metricproviders/plugin/rpc"

	"dev.assay/plugins/internal/serve"
)

// raw is a plugin whose methods are called by their names.
type raw struct{}

func (raw) Server(*goplugin.MuxBroker) (any, error) { return nil, fmt.Errorf("this is a client") }

func (raw) Client(_ *goplugin.MuxBroker, client *netrpc.Client) (any, error) { return client, nil }

// output takes what the plugin prints.
type output struct {
	mutex sync.Mutex
	bytes bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.bytes.Write(p)
}

func (o *output) await(text string) string {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		o.mutex.Lock()
		found := strings.Contains(o.bytes.String(), text)
		o.mutex.Unlock()
		if found {
			return "arrived"
		}
	}
	return "missing"
}

func main() {
	mtls := flag.Bool("mtls", false, "go-plugin's AutoMTLS")
	flag.Parse()
	if err := talk(*mtls, exec.Command(flag.Arg(0), flag.Args()[1:]...)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		goplugin.CleanupClients()
		os.Exit(1)
	}
}

func talk(mtls bool, command *exec.Cmd) error {
	stdout, stderr := &output{}, &output{}
	client := goplugin.NewClient(&goplugin.ClientConfig{
		HandshakeConfig: serve.Handshake,
		Plugins: goplugin.PluginSet{
			serve.Name: &rpc.RpcMetricProviderPlugin{},
			"Nothing":  raw{},
		},
		Cmd:        command,
		AutoMTLS:   mtls,
		Managed:    true,
		SyncStdout: stdout,
		SyncStderr: io.MultiWriter(stderr, os.Stderr),
		Logger:     hclog.New(&hclog.LoggerOptions{Output: os.Stderr}),
	})
	protocol, err := client.Client()
	if err != nil {
		return err
	}
	fmt.Println("ping:", protocol.Ping())
	_, err = protocol.Dispense("Nothing")
	fmt.Println("dispense of another name:", err)

	first, err := dispense(protocol)
	if err != nil {
		return err
	}
	fmt.Printf("initialise: %q\n", first.InitPlugin().ErrorString)
	second, err := dispense(protocol)
	if err != nil {
		return err
	}
	fmt.Printf("initialise the other one: %q\n", second.InitPlugin().ErrorString)
	calls(first, second)
	run(first, `{"do":"print","argument":"hello"}`)
	fmt.Println("stdout:", stdout.await("out: hello\n"))
	fmt.Println("stderr:", stderr.await("err: hello\n"))
	if !mtls {
		if err := reattached(client.ReattachConfig()); err != nil {
			return err
		}
	}
	fmt.Println("ping:", protocol.Ping())

	client.Kill()
	fmt.Println("exited:", client.Exited(), command.ProcessState)
	return nil
}

func dispense(protocol goplugin.ClientProtocol) (rpc.MetricProviderPlugin, error) {
	dispensed, err := protocol.Dispense(serve.Name)
	if err != nil {
		return nil, err
	}
	return dispensed.(rpc.MetricProviderPlugin), nil
}

// reattached opens a second connection, and calls what no Argo calls.
func reattached(config *goplugin.ReattachConfig) error {
	client := goplugin.NewClient(&goplugin.ClientConfig{
		HandshakeConfig: serve.Handshake,
		Plugins:         goplugin.PluginSet{serve.Name: raw{}},
		Reattach:        config,
		Logger:          hclog.New(&hclog.LoggerOptions{Output: os.Stderr}),
	})
	protocol, err := client.Client()
	if err != nil {
		return err
	}
	dispensed, err := protocol.Dispense(serve.Name)
	if err != nil {
		return err
	}
	// Not closed: that would ask the plugin to end.
	methods(dispensed.(*netrpc.Client))
	return nil
}
