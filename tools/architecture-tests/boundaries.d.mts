export interface Boundary {
  readonly sourceTag: string;
  readonly onlyDependOnLibsWithTags: readonly string[];
  readonly allowedExternalImports?: readonly string[];
}

export declare const domainLibs: readonly string[];
export declare const boundaries: readonly Boundary[];
