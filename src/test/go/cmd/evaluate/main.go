// Evaluates expressions as Argo Rollouts evaluates the conditions of a metric, and prints what they give.
//
// Each line of stdin is a JSON object with an expression and a result (see result.go). Each line of stdout is its answer:
// the value with its types (see describe.go), or the refusal.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/argoproj/argo-rollouts/utils/evaluate"
	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/file"
)

type question struct {
	Expression string `json:"expression"`
	Result     string `json:"result"`
}

type answer struct {
	Value   string `json:"value"`
	Refusal string `json:"refusal"`
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "-bench" {
		bench()
		return
	}
	lines := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	decoder := json.NewDecoder(lines)
	for {
		var q question
		if decoder.Decode(&q) != nil {
			return
		}
		if err := out.Encode(ask(q)); err != nil {
			panic(err)
		}
	}
}

func ask(q question) (a answer) {
	defer func() {
		if r := recover(); r != nil {
			a = answer{Refusal: fmt.Sprintf("panic: %v", r)}
		}
	}()
	result := parseResult(q.Result)
	env := environment(result)
	program, err := expr.Compile(q.Expression, expr.Env(env))
	if err != nil {
		return refused(err)
	}
	value, err := expr.Run(program, env)
	if err != nil {
		return refused(err)
	}
	checkAgainstArgo(q.Expression, result, value)
	return answer{Value: describe(value)}
}

// Argo shows the message of a fault, without its place.
func refused(err error) answer {
	if fault, ok := err.(*file.Error); ok {
		return answer{Refusal: fault.Message}
	}
	return answer{Refusal: err.Error()}
}

// The environment here must be the one that Argo makes: its verdict is this value.
func checkAgainstArgo(expression string, result, value any) {
	verdict, err := evaluate.EvalCondition(result, expression)
	truth, isBool := value.(bool)
	if isBool != (err == nil) || truth != verdict {
		panic(fmt.Sprintf("Argo says %v, %v", verdict, err))
	}
}
