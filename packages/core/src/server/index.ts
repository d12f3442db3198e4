/** What a server is made of: definitions, the app, the shell around its binary, and the helpers its tools share. */
export { defineApp, type App, type ClientDependencies, type Definitions, type DemoUpstream, type Toolset } from './app.js';
export { pagesToOffset, rename, type Alias, type Aliases, type RawArguments } from './aliases.js';
export { runCli } from './cli.js';
export { systemClock, type Clock } from './clock.js';
export { promptsOf, type Prompt, type PromptArgument } from './prompt.js';
export { resourcesOf, type Resource } from './resource.js';
export { environmentNames, type SettingDefinition, type SettingDefinitions, type SettingValues } from './settings.js';
export { toolsOf, writeAnswer, type Preview, type ProgressStep, type Tool, type ToolContext, type ToolEffect } from './tool.js';
export { toolList, type ToolEntry, type ToolList } from './tool-list.js';
